package dev.sublet.reporter.statement;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.terms.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** Makes statements and keeps them in the ledger. Thread-safe. */
public final class Statements {
    private final LedgerReader reader;
    private final LedgerWriter writer;
    private final Clock clock;

    public Statements(LedgerReader reader, LedgerWriter writer, Clock clock) {
        this.reader = reader;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Makes the statement of a period and stores it, in the place of an earlier one for the same period. Where the ledger
     * saw less than the period, the statement says so and covers what was seen.
     *
     * @throws dev.sublet.reporter.ReportException when there is no data, a price is missing, or the period cuts an hour
     */
    public Statement make(Period period, Terms terms) {
        return make(period, terms, (connection, statement) -> statement);
    }

    /** Likewise; {@code look} sees the statement and the temporary tables that it was made of, on the same snapshot. */
    public <T> T make(Period period, Terms terms, Look<T> look) {
        Made<T> made = look(period, terms, look);
        writer.write(connection -> {
            StatementStore.replace(
                    connection,
                    made.statement(),
                    terms,
                    made.rulesVersion(),
                    made.evidence(),
                    clock.instant().getEpochSecond());
            return made;
        });
        return made.seen();
    }

    /** Where statements are made from. */
    public LedgerReader reader() {
        return reader;
    }

    /** As {@link #make(Period, Terms, Look)}, but the ledger keeps nothing of it. */
    public <T> T glance(Period period, Terms terms, Look<T> look) {
        return look(period, terms, look).seen();
    }

    private <T> Made<T> look(Period period, Terms terms, Look<T> look) {
        return reader.read(connection -> {
            Statement statement = StatementComputation.on(connection, period, terms);
            return new Made<>(
                    statement,
                    Rules.of(connection),
                    StatementComputation.evidence(connection),
                    look.at(connection, statement));
        });
    }

    /** What is asked of a statement's tables while they are there. */
    @FunctionalInterface
    public interface Look<T> {
        T at(Connection connection, Statement statement) throws SQLException;
    }

    /** Makes the statement of a period and stores nothing. Errors as for {@link #make}. */
    public static Statement preview(LedgerReader reader, Period period, Terms terms) {
        return reader.read(connection -> StatementComputation.on(connection, period, terms));
    }

    private record Made<T>(Statement statement, int rulesVersion, String evidence, T seen) {}
}
