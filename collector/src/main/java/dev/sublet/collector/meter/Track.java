package dev.sublet.collector.meter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last readings of one cumulative value, straight lines between them. Kept for two minutes back, since values on one
 * node are read at times that differ by up to half a minute, and never more than {@value #POINTS_MAX} points.
 */
final class Track {
    private static final int POINTS_MAX = 12;
    private static final long KEPT_MS = 120_000;

    /** A reading; the value's unit is the user's. */
    record Point(long atMs, long value) {}

    private List<Point> points = new ArrayList<>();

    boolean isEmpty() {
        return points.isEmpty();
    }

    Point first() {
        return points.get(0);
    }

    Point last() {
        return points.get(points.size() - 1);
    }

    /** Adds a reading; one that is not newer than the last only raises the last one's value. */
    void add(long atMs, long value) {
        if (!points.isEmpty() && atMs <= last().atMs()) {
            Point last = last();
            points.set(points.size() - 1, new Point(last.atMs(), Math.max(last.value(), value)));
            return;
        }
        points.add(new Point(atMs, value));
        while (points.size() > POINTS_MAX || (points.size() > 2 && points.get(1).atMs() < atMs - KEPT_MS)) {
            points.remove(0);
        }
    }

    /** The value at a time; outside the kept readings that of the nearest one. */
    long at(long atMs) {
        Point before = first();
        for (Point point : points) {
            if (point.atMs() >= atMs) {
                long span = point.atMs() - before.atMs();
                long part = Math.max(0, atMs - before.atMs());
                return span == 0
                        ? point.value()
                        : before.value() + Proportion.of(point.value() - before.value(), part, span);
            }
            before = point;
        }
        return before.value();
    }

    /** Growth per millisecond over the interval that holds the time, or null with fewer than two readings. */
    @Nullable
    Double slopeAt(long atMs) {
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            if (to.atMs() >= atMs || i == points.size() - 1) {
                return (to.value() - from.value()) / (double) (to.atMs() - from.atMs());
            }
        }
        return null;
    }

    @Nullable
    Double lastSlope() {
        return points.isEmpty() ? null : slopeAt(last().atMs());
    }

    /** Readings as differences: they are close to each other. */
    void write(StateWriter out) {
        out.number(points.size());
        Point before = null;
        for (Point point : points) {
            if (before == null) {
                out.millis(point.atMs());
                out.number(point.value());
            } else {
                out.number(point.atMs() - before.atMs());
                out.number(point.value() - before.value());
            }
            before = point;
        }
    }

    static Track read(StateReader in) {
        Track read = new Track();
        Point before = null;
        for (int left = in.count(); left > 0; left--) {
            before = before == null
                    ? new Point(in.millis(), in.number())
                    : new Point(before.atMs() + in.number(), before.value() + in.number());
            read.points.add(before);
        }
        return read;
    }
}
