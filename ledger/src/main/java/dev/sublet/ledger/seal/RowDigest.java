package dev.sublet.ledger.seal;

/** The digest of one table, partition and UTC day: a row of the table {@code row_digest}, whose columns it has. */
public record RowDigest(String table, String partition, long dayS, long rows, String digest, long recordedAtS) {}
