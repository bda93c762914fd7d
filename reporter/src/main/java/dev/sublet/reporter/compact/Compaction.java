package dev.sublet.reporter.compact;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper;
import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.seal.UpkeepStep;
import dev.sublet.reporter.sql.SqlFile;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Seals, compacts and retires what is over, without the waiting times that a daemon keeps. Thread-safe. */
public final class Compaction {
    private static final String SEALED = SqlFile.read(Compaction.class, "sealed.sql");

    private final Ledger ledger;

    public Compaction(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Goes on for about {@code budget}, at least by one piece, so that the one who asks can show how far it is.
     *
     * @throws LedgerException when nothing is left but what could not be done
     */
    public Compacted run(Duration budget) {
        long startedNanos = System.nanoTime();
        List<UpkeepStep> steps = new ArrayList<>();
        boolean done;
        do {
            Optional<UpkeepStep> step;
            try {
                step = ledger.upkeep(LedgerKeeper.Due.NOW);
            } catch (LedgerException e) {
                if (steps.isEmpty()) {
                    throw e;
                }
                // What was done is told first; asked again, upkeep tries again and says the same.
                return new Compacted(steps, false, ledger.waiting(), List.of());
            }
            step.ifPresent(steps::add);
            done = step.isEmpty();
        } while (!done && System.nanoTime() - startedNanos < budget.toNanos());
        return new Compacted(steps, done, ledger.waiting(), done ? sealed(ledger) : List.of());
    }

    private static List<SealedTable> sealed(LedgerReader ledger) {
        return ledger.read(connection -> {
            List<SealedTable> tables = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(SEALED)) {
                while (row.next()) {
                    tables.add(new SealedTable(
                            row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
                }
            }
            return tables;
        });
    }
}
