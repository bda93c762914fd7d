package dev.sublet.collector.meter;

/** A monotone counter made of one that may start again at 0, such as a sandbox's network bytes. */
final class ResettingCounter {
    private long last;
    private long total;
    private boolean known;

    /** @param fromZero whether the first reading is usage, or only a baseline */
    void observe(long reading, boolean fromZero) {
        if (known) {
            total += reading < last ? reading : reading - last;
        } else if (fromZero) {
            total = reading;
        }
        last = reading;
        known = true;
    }

    long total() {
        return total;
    }

    void write(StateWriter out) {
        out.number(last);
        out.number(total);
        out.flag(known);
    }

    static ResettingCounter read(StateReader in) {
        ResettingCounter read = new ResettingCounter();
        read.last = in.number();
        read.total = in.number();
        read.known = in.flag();
        return read;
    }
}
