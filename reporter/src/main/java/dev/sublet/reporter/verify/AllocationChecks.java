package dev.sublet.reporter.verify;

import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Reconciliation;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.terms.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Allocates a period again and proves the result. */
final class AllocationChecks {
    private static final int NANO_DIGITS = 9;

    private AllocationChecks() {}

    static List<Check> on(Connection connection, String subject, Period period, Terms terms) throws SQLException {
        List<Check> checks = new ArrayList<>();
        NodeHours nodeHours = new NodeHours(connection);
        Statement fresh = StatementComputation.on(connection, period, terms, slice -> nodeHours.look());
        checks.add(nodeHours.check(subject));
        checks.addAll(CommitmentChecks.on(connection, subject, terms));
        checks.add(adds(subject + ": adds up", fresh.reconciliation(), fresh.currency(), "allocated again, "));
        return checks;
    }

    /** Checks the node-hours of one slice after the other, while the allocation's views show it. */
    static final class NodeHours {
        private final Connection connection;
        private final Findings findings;
        private boolean shown;

        NodeHours(Connection connection) {
            this.connection = connection;
            this.findings = new Findings(
                    connection,
                    row -> "node " + row.getString("node_uid") + " in the hour of "
                            + LedgerChecks.at(row.getLong("hour_s")) + ", " + row.getString("resource") + ": off by "
                            + row.getString("difference_nanos") + " nanos, least amount "
                            + row.getString("least_nanos"));
        }

        /** At the slice that the allocation's views show. */
        void look() throws SQLException {
            if (!shown) {
                Allocation.showShares(connection);
                shown = true;
            }
            findings.look(LedgerChecks.sql("node-hour-sums.sql"));
        }

        Check check(String subject) {
            return findings.check(
                    subject + ": node-hours add up",
                    "pods, idle and system sum to the node's cost in every hour and resource, none negative");
        }
    }

    static Check adds(String name, Reconciliation reconciliation, String currency, String prefix) {
        BigInteger difference = reconciliation.differenceNanos();
        return new Check(
                name,
                difference.signum() == 0,
                prefix + "nodes " + amount(reconciliation.nodeCostNanos()) + " + other assets "
                        + amount(reconciliation.otherAssetsNanos())
                        + (reconciliation.bookedNanos().signum() == 0
                                ? ""
                                : " + booked " + amount(reconciliation.bookedNanos()))
                        + " - lines "
                        + amount(reconciliation.linesNanos()) + " = "
                        + (difference.signum() == 0 ? "0" : amount(difference)) + " " + currency);
    }

    private static String amount(BigInteger nanos) {
        return new BigDecimal(nanos, NANO_DIGITS).toPlainString();
    }
}
