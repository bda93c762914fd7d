package dev.sublet.collector.watch;

import java.time.Duration;

/**
 * How the API server is watched.
 *
 * @param changesMax changes that may wait for the collector's round; the watches wait beyond it
 * @param pageItems objects per page of a list
 * @param startTimeout how long the first lists may take altogether
 */
public record WatchSettings(int changesMax, int pageItems, Duration startTimeout) {
    public static final WatchSettings DEFAULT = new WatchSettings(200_000, 500, Duration.ofSeconds(60));

    public WatchSettings {
        if (changesMax < 1) {
            throw new IllegalArgumentException(
                    "collector.watch.changesMax is " + changesMax + "; it must be at least 1");
        }
        if (pageItems < 1) {
            throw new IllegalArgumentException("collector.watch.pageItems is " + pageItems + "; it must be at least 1");
        }
        if (startTimeout.isNegative() || startTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "collector.watch.startTimeout is " + startTimeout + "; it must be longer than 0");
        }
    }
}
