package dev.sublet.bench.prometheus;

import dev.sublet.bench.fleet.Fleet;
import dev.sublet.bench.fleet.Life;
import dev.sublet.bench.fleet.Place;
import java.util.ArrayList;
import java.util.List;

/** What one place's pods showed at each scrape of a stretch of time. Not thread-safe. */
final class Scrapes {
    private final List<Life> lives = new ArrayList<>();
    /** The first scrape of each life, and one behind the last scrape of the last. */
    private final List<Integer> starts = new ArrayList<>();

    private final boolean[] present;
    private final long[] cpuNanos;
    private final long[] memoryBytes;
    private final long[] rxBytes;
    private final long[] txBytes;

    private Scrapes(int minutes) {
        present = new boolean[minutes];
        cpuNanos = new long[minutes];
        memoryBytes = new long[minutes];
        rxBytes = new long[minutes];
        txBytes = new long[minutes];
    }

    /** Moves a fleet on by so many minutes, scraping at each. */
    static List<Scrapes> of(Fleet fleet, int minutes) {
        List<Scrapes> all = new ArrayList<>();
        fleet.places().forEach(place -> all.add(new Scrapes(minutes)));
        for (int minute = 0; minute < minutes; minute++) {
            fleet.minute();
            for (int place = 0; place < all.size(); place++) {
                all.get(place).scrape(fleet.places().get(place), minute);
            }
        }
        return all;
    }

    private void scrape(Place place, int minute) {
        Life life = place.life();
        if (life == null || !place.present() || place.ended()) {
            return;
        }
        if (lives.isEmpty() || !lives.get(lives.size() - 1).equals(life)) {
            lives.add(life);
            starts.add(minute);
        }
        present[minute] = true;
        cpuNanos[minute] = place.containerCpuNanos();
        memoryBytes[minute] = place.memoryBytes();
        rxBytes[minute] = place.rxBytes();
        txBytes[minute] = place.txBytes();
    }

    List<Life> lives() {
        return lives;
    }

    int from(int life) {
        return starts.get(life);
    }

    int to(int life) {
        return life + 1 < starts.size() ? starts.get(life + 1) : present.length;
    }

    boolean present(int minute) {
        return present[minute];
    }

    /** The metered values, in the order of {@link OpenMetrics}' first four families. */
    long value(int family, int minute) {
        return switch (family) {
            case 0 -> cpuNanos[minute];
            case 1 -> memoryBytes[minute];
            case 2 -> rxBytes[minute];
            case 3 -> txBytes[minute];
            default -> throw new IllegalArgumentException("there is no family " + family);
        };
    }
}
