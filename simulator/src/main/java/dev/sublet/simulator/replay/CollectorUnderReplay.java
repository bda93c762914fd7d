package dev.sublet.simulator.replay;

import io.fabric8.kubernetes.client.Config;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A collector with its ledger, as a replay drives it: from one thread, and never faster than it can follow. */
public interface CollectorUnderReplay {
    /** Begins to watch. Called at most once, when the cluster already holds its first state. */
    void start();

    /**
     * Whether all that happened up to these resourceVersions has reached the collector's queue of changes, handlers
     * included. Keys are kinds such as {@code Pod}; versions are numbers that only grow.
     */
    boolean caughtUp(Map<String, String> resourceVersions);

    /** One whole round: ask the kubelets, meter, commit. */
    void tick();

    /** The second of the cluster's last committed tick. May ask the cluster; works before {@link #start()}. */
    Optional<Long> lastTickS();

    /** Stops watching and closes the ledger. */
    void close();

    /** Makes a collector on the ledger as it is on disk. Called again after each gap. */
    interface Factory {
        CollectorUnderReplay create(Clock clock, Config cluster, Duration interval);
    }
}
