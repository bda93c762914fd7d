package dev.sublet.reporter.bill;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.sql.SqlFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bills that are tried out: statements on a connection that has them count them, and the ledger keeps nothing. Close it. For one thread. */
public final class DraftBills implements AutoCloseable {
    private final @Nullable FocusFiles focus;

    private DraftBills(@Nullable FocusFiles focus) {
        this.focus = focus;
    }

    /** No bills. */
    public static DraftBills none() {
        return new DraftBills(null);
    }

    /**
     * Reads files of one export; those that the ledger has already are none.
     *
     * @param provider for rows that name none, or null
     * @throws dev.sublet.reporter.ReportException in one line when a file is not there or no FOCUS export
     */
    public static DraftBills read(LedgerReader reader, List<Path> files, @Nullable String provider) {
        if (files.isEmpty()) {
            return none();
        }
        // Missing files are said in one line before they are read for their digest.
        FocusFiles.requireThere(files);
        String digest = FocusFiles.digest(files);
        boolean known =
                Bills.list(reader).stream().anyMatch(bill -> bill.digest().equals(digest));
        return new DraftBills(known ? null : FocusFiles.open(files, provider));
    }

    /** Whether there is nothing to try out. */
    public boolean isEmpty() {
        return focus == null;
    }

    /** Statements that are made on this connection from now on count these bills, in the place of kept ones of the same account and period. */
    public void putInto(Connection connection) throws SQLException {
        if (focus == null) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(SqlFile.read(Allocation.class, "00-draft-bill.sql"));
        }
        long firstId = Bills.firstLong(connection, "SELECT coalesce(max(bill_id), 0) + 1 FROM bill");
        for (Bill bill : Bills.of(focus, firstId, "", 0).bills()) {
            Bills.insert(connection, "draft_bill", bill);
            Bills.append(connection, "temp", "draft_bill_row", focus.connection(), bill);
        }
    }

    @Override
    public void close() {
        if (focus != null) {
            focus.close();
        }
    }
}
