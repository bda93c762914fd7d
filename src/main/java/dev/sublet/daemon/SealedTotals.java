package dev.sublet.daemon;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.sql.SqlFile;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * What lies sealed and what waits for it.
 *
 * @param lastSealS second in which the newest file was recorded; 0 when there is none
 */
record SealedTotals(long files, long bytes, long rowsWaiting, long lastSealS) {
    static final SealedTotals NONE = new SealedTotals(0, 0, 0, 0);
    private static final String SQL = SqlFile.read(SealedTotals.class, "sealed-totals.sql");

    /** Counts in a snapshot of the ledger; reads no sealed file. */
    static SealedTotals count(LedgerReader ledger) {
        return ledger.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(SQL)) {
                row.next();
                return new SealedTotals(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            }
        });
    }
}
