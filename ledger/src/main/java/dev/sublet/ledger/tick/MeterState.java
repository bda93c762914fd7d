package dev.sublet.ledger.tick;

/** What the last committed tick of a cluster left for the next one. {@code state} is the meter's own, opaque here. */
public record MeterState(long firstTickS, long lastTickS, String state) {}
