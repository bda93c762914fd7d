package dev.sublet.reporter.document;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.bill.BillComparison;
import dev.sublet.reporter.policy.Policies;
import dev.sublet.reporter.policy.Rule;
import dev.sublet.reporter.statement.ClusterWindow;
import dev.sublet.reporter.statement.CostCenterTotal;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes documents of the statement that was made last on a connection. Stateless. */
public final class Documents {
    private static final Set<String> BOOKED = Set.of("correction", "adjustment");

    private Documents() {}

    /**
     * Gathers what the document says.
     *
     * @param costCenter whose statement it is; null for all
     * @throws ReportException when the statement has no line of that cost center
     */
    public static Document of(
            Connection connection,
            Statement statement,
            @Nullable String costCenter,
            Policies policies,
            Accounts accounts)
            throws SQLException {
        List<DocumentLine> lines = lines(statement, costCenter, policies);
        if (costCenter != null && lines.isEmpty()) {
            throw ReportException.notThere("cost center " + costCenter + " pays nothing in this period; it has "
                    + statement.totals().stream()
                            .map(CostCenterTotal::costCenter)
                            .collect(Collectors.joining(", ")));
        }
        List<EarlierPeriod> earlier = EarlierPeriods.before(connection, statement);
        List<CostCenterSum> sums = new ArrayList<>();
        for (CostCenterTotal total : statement.totals()) {
            if (costCenter == null || costCenter.equals(total.costCenter())) {
                sums.add(sum(total, statement, accounts.of(total.costCenter()), earlier));
            }
        }
        return new Document(
                statement,
                costCenter,
                Allocation.billingZone(connection),
                lines,
                sums,
                sums.stream().map(CostCenterSum::amountNanos).reduce(BigInteger.ZERO, BigInteger::add),
                sums.stream()
                        .map(CostCenterSum::amount)
                        .reduce(BigDecimal.ZERO.setScale(statement.rounded().digits()), BigDecimal::add),
                earlier,
                BillComparison.ofStatement(
                        connection,
                        statement.period().fromS(),
                        statement.period().toS()),
                List.of(),
                Sleeps.of(connection, lines.stream().map(DocumentLine::line).toList(), costCenter));
    }

    private static List<DocumentLine> lines(Statement statement, @Nullable String costCenter, Policies policies) {
        Map<String, String> clusters = statement.clusters().stream()
                .collect(Collectors.toMap(ClusterWindow::cluster, ClusterWindow::clusterName, (one, same) -> one));
        Map<String, String> methods = new HashMap<>();
        for (Rule rule : policies.rules()) {
            methods.put(rule.name(), rule.method().label());
        }
        List<DocumentLine> lines = new ArrayList<>();
        for (int i = 0; i < statement.lines().size(); i++) {
            StatementLine line = statement.lines().get(i);
            if (costCenter == null || costCenter.equals(line.costCenter())) {
                lines.add(new DocumentLine(
                        line,
                        statement.rounded().amounts().get(i),
                        clusters.getOrDefault(line.cluster(), line.cluster()),
                        line.policy() == null ? null : methods.get(line.policy())));
            }
        }
        return lines;
    }

    private static CostCenterSum sum(
            CostCenterTotal total, Statement statement, Account account, List<EarlierPeriod> earlier) {
        List<StatementLine> own = statement.lines().stream()
                .filter(line -> line.costCenter().equals(total.costCenter()))
                .toList();
        Predicate<StatementLine> direct =
                line -> line.charge().equals("usage") || line.charge().equals("kept");
        Predicate<StatementLine> booked = line -> BOOKED.contains(line.charge());
        Predicate<StatementLine> credit =
                booked.negate().and(line -> line.amountNanos().signum() < 0);
        return new CostCenterSum(
                total.costCenter(),
                account,
                total.amountNanos(),
                nanos(own, direct.and(credit.negate())),
                nanos(own, direct.negate().and(credit.negate()).and(booked.negate())),
                nanos(own, credit),
                nanos(own, booked),
                Objects.requireNonNull(statement.rounded().groups().get(total.costCenter())),
                earlier.isEmpty()
                        ? null
                        : earlier.get(0)
                                .costCenters()
                                .getOrDefault(
                                        total.costCenter(),
                                        BigDecimal.ZERO.setScale(
                                                statement.rounded().digits())));
    }

    private static BigInteger nanos(List<StatementLine> lines, Predicate<StatementLine> which) {
        return lines.stream().filter(which).map(StatementLine::amountNanos).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
