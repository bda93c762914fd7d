package dev.sublet.bench.fleet;

import java.util.List;
import java.util.stream.IntStream;

/** All places of a fleet, moved on together, a minute at a time. Not thread-safe. */
public final class Fleet {
    private final FleetSpec spec;
    private final List<Place> places;
    private long nowS;

    public Fleet(FleetSpec spec) {
        this.spec = spec;
        this.places = IntStream.range(0, spec.pods())
                .mapToObj(place -> new Place(spec, place))
                .toList();
        this.nowS = spec.startS();
    }

    public FleetSpec spec() {
        return spec;
    }

    public List<Place> places() {
        return places;
    }

    /** The second up to which the places have moved. */
    public long nowS() {
        return nowS;
    }

    public boolean over() {
        return nowS >= spec.endS();
    }

    /** Moves every place on by one minute. */
    public void minute() {
        for (Place place : places) {
            place.forget();
            place.minute(nowS);
        }
        nowS += 60;
    }
}
