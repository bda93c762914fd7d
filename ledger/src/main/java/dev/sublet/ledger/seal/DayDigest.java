package dev.sublet.ledger.seal;

/**
 * What the rows of one UTC day are, whatever files they lie in.
 *
 * @param dayS start of the day
 * @param digest SHA-256 in lower-case hex of the rows in key order, as {@link RowDigests} encodes them
 */
public record DayDigest(long dayS, long rows, String digest) {}
