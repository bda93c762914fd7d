package dev.sublet.ledger.seal;

/**
 * One bounded piece of upkeep that is done and durable.
 *
 * @param table the ledger's table
 * @param partition cluster UID or audit source
 * @param fromS, toS the period of the rows, {@code [fromS, toS)}
 * @param rows rows that the period's files hold now; for {@link Kind#RETIRED} the rows that went
 * @param bytes size of those files
 */
public record UpkeepStep(Kind kind, String table, String partition, long fromS, long toS, long rows, long bytes) {
    /** What was done. */
    public enum Kind {
        /** Hot rows became Parquet, or joined a new generation of it. */
        SEALED,
        /** Hours became a day, or days a month. */
        COMPACTED,
        /** Rows went because their time was over. */
        RETIRED
    }
}
