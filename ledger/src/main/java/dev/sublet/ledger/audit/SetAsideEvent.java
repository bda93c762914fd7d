package dev.sublet.ledger.audit;

/** An event that could not be read, kept as it came (bounded), so that its batch does not fail with it. */
public record SetAsideEvent(String source, long receivedUs, String reason, String body) {}
