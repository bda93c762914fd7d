package dev.sublet.collector.meter;

import dev.sublet.ledger.usage.Quanta;

/**
 * One quantity of the rows of one pod, handed out in whole quanta. What a row's rounding leaves goes to a later row, so
 * that sums over any stretch are off by less than one step. A row in which nothing was used gets nothing.
 */
final class Carried {
    /** In the row that is open. */
    private long open;
    /** What rounding left of the rows before. */
    private long left;

    void add(long amount) {
        open += amount;
    }

    /** All that no final row holds yet. */
    long notHandedOut() {
        return open + left;
    }

    /**
     * Closes the open row.
     *
     * @param seconds the row's length when it gets a mean, and 1 when it gets a sum
     */
    long take(long seconds, long quantum, int steps) {
        long value = notHandedOut() / seconds;
        long step = Quanta.step(value, quantum, steps);
        return open == 0 ? 0 : hand(value / step * step, seconds);
    }

    /** Closes the pod's last row: it gets all that is left, to the nearest quantum, so that short lives are not all cut. */
    long takeAll(long seconds, long quantum) {
        return hand((notHandedOut() + seconds * quantum / 2) / (seconds * quantum) * quantum, seconds);
    }

    private long hand(long handed, long seconds) {
        left = notHandedOut() - handed * seconds;
        open = 0;
        return handed;
    }

    void write(StateWriter out) {
        out.number(open);
        out.number(left);
    }

    static Carried read(StateReader in) {
        Carried read = new Carried();
        read.open = in.number();
        read.left = in.number();
        return read;
    }
}
