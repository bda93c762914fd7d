package dev.sublet.reporter.verify;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.absence.RetiredException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.statement.LinesDigest;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.terms.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves one stored statement. While nothing was committed since it was made, its lines must come out again to the last
 * nano. Later ticks may change an open period rightly; then the statement is provisional, and the fresh one is checked.
 */
final class StatementChecks {
    private final Connection connection;
    private final StoredStatement stored;
    private final String subject;
    private final List<Check> checks = new ArrayList<>();

    StatementChecks(Connection connection, StoredStatement stored) {
        this.connection = connection;
        this.stored = stored;
        this.subject = "statement " + stored.period();
    }

    List<Check> run() throws SQLException {
        String digest = LinesDigest.of(stored.lines());
        boolean untouched = digest.equals(stored.linesDigest());
        checks.add(new Check(
                subject + ": lines unchanged",
                untouched,
                untouched
                        ? stored.lines().size() + " lines have the digest of the day they were made"
                        : "the lines have digest " + digest + ", kept is " + stored.linesDigest()
                                + "; someone changed a line"));
        boolean current = StatementComputation.evidence(connection).equals(stored.evidence());
        Terms terms;
        try {
            terms = Terms.parse(stored.terms(), Allocation.billingZone(connection));
            Rules.use(connection, stored.rulesVersion());
        } catch (ReportException e) {
            // It was read when the statement was made.
            checks.add(new Check(
                    subject + ": adds up", false, e.getMessage() + "; someone changed the terms kept with it"));
            return checks;
        }
        try {
            AllocationChecks.NodeHours nodeHours = new AllocationChecks.NodeHours(connection);
            Statement fresh = StatementComputation.on(connection, stored.period(), terms, slice -> nodeHours.look());
            checks.add(nodeHours.check(subject));
            checks.addAll(CommitmentChecks.on(connection, subject, terms));
            compare(fresh, current);
        } catch (RetiredException e) {
            checks.add(new Check(
                    subject + ": adds up", true, "kept as it was made; it cannot be made again: " + e.getMessage()));
        } catch (ReportException e) {
            // A later tick may bring a node that the old price book does not know: no proof that anything is wrong.
            checks.add(new Check(
                    subject + ": adds up",
                    !current,
                    (current ? "" : "provisional, later ticks came; ") + "cannot be made again: " + e.getMessage()));
        }
        return checks;
    }

    private void compare(Statement fresh, boolean current) throws SQLException {
        boolean same = fresh.lines().equals(stored.lines());
        if (current || same) {
            checks.add(AllocationChecks.adds(
                    subject + ": adds up",
                    StatementComputation.reconcile(connection, stored.lines()),
                    fresh.currency(),
                    ""));
            checks.add(new Check(
                    subject + ": same again",
                    same,
                    same ? "allocated again, every line comes out the same" : firstDifference(fresh)));
        } else {
            checks.add(AllocationChecks.adds(
                    subject + ": adds up",
                    fresh.reconciliation(),
                    fresh.currency(),
                    "provisional, later ticks changed its period; made afresh, "));
        }
    }

    private String firstDifference(Statement fresh) {
        for (int i = 0; i < Math.min(fresh.lines().size(), stored.lines().size()); i++) {
            if (!fresh.lines().get(i).equals(stored.lines().get(i))) {
                return "line " + (i + 1) + " is kept as " + stored.lines().get(i) + " but comes out as "
                        + fresh.lines().get(i);
            }
        }
        return stored.lines().size() + " lines are kept but " + fresh.lines().size() + " come out";
    }
}
