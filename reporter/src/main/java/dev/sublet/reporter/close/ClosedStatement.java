package dev.sublet.reporter.close;

import dev.sublet.reporter.owner.Owners;
import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.statement.LinesDigest;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.RoundedAmounts;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.terms.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statement of a closed period, as it was closed, whatever became known later.
 *
 * @param statement its lines are those that were frozen
 * @param terms what they were made with
 * @param whole whether the ledger's rows still come to these lines, so that sums by other things than lines are theirs too
 */
public record ClosedStatement(Statement statement, Terms terms, boolean whole) {
    /**
     * Empty where the period is not a closed one. Otherwise the period is computed by the terms, owners, bills and rules of its close, whose
     * temporary tables stay on the connection.
     */
    public static Optional<ClosedStatement> find(Connection connection, Period period) throws SQLException {
        for (PeriodClose close : CloseStore.all(connection)) {
            if (close.closed() && close.period().equals(period)) {
                return Optional.of(of(connection, close));
            }
        }
        return Optional.empty();
    }

    private static ClosedStatement of(Connection connection, PeriodClose close) throws SQLException {
        CloseStore.Contents contents = CloseStore.contents(connection, close.id());
        Terms terms = CloseStore.terms(connection, contents.terms()).withOwners(Owners.ofClose(close.id()));
        Rules.use(connection, close.rulesVersion());
        CountedBills.ofClose(connection, close.id());
        Statement again = StatementComputation.on(connection, close.period(), terms);
        boolean whole = LinesDigest.of(again.lines()).equals(close.frozen().lines());
        List<StatementLine> lines = whole ? again.lines() : contents.lines();
        List<String> notes = new ArrayList<>(again.notes());
        Long approvedAtS = close.approvedAtS();
        notes.add("closed: prepared by " + close.preparedBy() + ", approved by " + close.approvedBy()
                + (approvedAtS == null ? "" : " at " + Instant.ofEpochSecond(approvedAtS))
                + "; this is what was closed, whatever became known later");
        if (!whole) {
            notes.add("the ledger knows more than when the period was closed; sublet restate --preview says what");
        }
        return new ClosedStatement(
                new Statement(
                        again.period(),
                        again.currency(),
                        again.clusters(),
                        lines,
                        StatementComputation.totals(lines),
                        RoundedAmounts.of(lines, again.currency()),
                        whole ? again.reconciliation() : StatementComputation.reconcile(connection, lines),
                        again.coverage(),
                        again.missing(),
                        List.copyOf(notes)),
                terms,
                whole);
    }
}
