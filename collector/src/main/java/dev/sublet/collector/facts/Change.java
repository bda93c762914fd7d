package dev.sublet.collector.facts;

/**
 * One thing that the watch saw, in the order in which it saw it.
 */
public sealed interface Change {
    /** When it was seen, by this collector's clock, in seconds since the epoch. */
    long atS();

    /** An object as it now is, new or changed. */
    record Seen(long atS, Fact fact) implements Change {}

    /** An object that was deleted, as it was last. Never emitted because a request failed. */
    record Gone(long atS, Fact last) implements Change {}
}
