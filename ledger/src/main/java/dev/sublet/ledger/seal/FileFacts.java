package dev.sublet.ledger.seal;

/** What one file was found to hold. {@code sha256} is of its bytes, in lower-case hex. */
public record FileFacts(long rows, long bytes, String sha256) {}
