package dev.sublet.reporter.verify;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper;
import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.terms.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Proves what the ledger holds and what was stated from it, by recomputing it all. Changes nothing. Thread-safe. */
public final class Verifier {
    private final LedgerReader reader;
    private final LedgerKeeper keeper;

    public Verifier(LedgerReader reader, LedgerKeeper keeper) {
        this.reader = reader;
        this.keeper = keeper;
    }

    /**
     * Reads every sealed file again, then runs every check on one snapshot of the ledger.
     *
     * @param terms prices to allocate the whole ledger with, or null to check only what was stated
     * @throws dev.sublet.reporter.ReportException when {@code terms} lack a price
     */
    public List<Check> check(@Nullable Terms terms) {
        List<SealedCheck> files = keeper.checkSealed();
        Check books = SealedChecks.books(keeper.checkBooks());
        boolean readable = files.stream().allMatch(SealedCheck::ok);
        try {
            return reader.read(connection -> checkOn(connection, files, books, terms));
        } catch (LedgerException e) {
            if (readable) {
                throw e;
            }
            // The sums rest on the damaged files: that these are named is what helps.
            List<Check> checks = new ArrayList<>(reader.read(connection -> SealedChecks.on(connection, files, books)));
            checks.add(new Check("sums", false, "cannot be made again before the files are mended: " + e.getMessage()));
            return List.copyOf(checks);
        }
    }

    private static List<Check> checkOn(
            Connection connection, List<SealedCheck> files, Check books, @Nullable Terms terms) throws SQLException {
        Optional<BillingHours.Hour> whole = Allocation.wholeLedger(connection);
        if (whole.isEmpty()) {
            return List.of(new Check("ledger", true, "holds nothing yet that could be checked"));
        }
        List<Check> checks = new ArrayList<>(SealedChecks.on(connection, files, books));
        Allocation.loadHours(connection, whole.get().fromS(), whole.get().toS());
        checks.addAll(new LedgerChecks(connection, whole.get()).run());
        List<StoredStatement> stored = StoredStatement.all(connection);
        if (stored.isEmpty()) {
            checks.add(new Check("statements", true, "none is stored yet"));
        }
        for (StoredStatement statement : stored) {
            checks.addAll(new StatementChecks(connection, statement).run());
        }
        if (terms != null) {
            checks.addAll(AllocationChecks.on(
                    connection,
                    "whole ledger",
                    new Period(whole.get().fromS(), whole.get().toS()),
                    terms));
        }
        return List.copyOf(checks);
    }
}
