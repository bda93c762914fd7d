package dev.sublet.reporter.statement;

import dev.sublet.reporter.absence.MissingPeriod;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.allocation.Presence;
import dev.sublet.reporter.allocation.Slices;
import dev.sublet.reporter.policy.PolicyRun;
import dev.sublet.reporter.price.NetworkPrice;
import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.terms.Terms;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a statement in memory, on one connection's snapshot of the ledger. Stores nothing. Stateless. */
public final class StatementComputation {
    private StatementComputation() {}

    /** Runs the allocation, whose temporary tables stay on the connection, and gathers its result. */
    public static Statement on(Connection connection, Period period, Terms terms) throws SQLException {
        return on(connection, period, terms, slice -> {});
    }

    /** Likewise; {@code look} is called for each slice of hours while the allocation's views show it. */
    public static Statement on(Connection connection, Period period, Terms terms, Slices.Work look)
            throws SQLException {
        charge(connection, period, terms, look);
        List<StatementLine> lines = lines(connection);
        List<ClusterWindow> clusters = clusters(connection);
        List<MissingPeriod> missing = MissingPeriod.in(connection, period.fromS(), period.toS());
        return new Statement(
                period,
                terms.prices().currency(),
                clusters,
                lines,
                totals(lines),
                RoundedAmounts.of(lines, terms.prices().currency()),
                reconcile(connection, lines),
                coverage(connection),
                missing,
                notes(connection, period, terms, clusters, missing));
    }

    /** Leaves the tables {@code charge_day}, {@code posting} and {@code line} on the connection. */
    public static void charge(Connection connection, Period period, Terms terms, Slices.Work look) throws SQLException {
        Allocation.run(connection, period.fromS(), period.toS(), terms, look);
        PolicyRun.on(connection, terms.policies(), period.fromS(), period.toS(), Allocation.billingZone(connection));
        Allocation.post(connection);
        PolicyRun.finish(connection, terms.policies());
        Allocation.book(connection);
        Allocation.sumUp(connection);
    }

    /** What the ledger holds at this moment, as text; two equal texts mean that nothing was committed between them. */
    public static String evidence(Connection connection) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlFile.read(StatementComputation.class, "evidence.sql"))) {
            row.next();
            return row.getString(1);
        }
    }

    private static List<StatementLine> lines(Connection connection) throws SQLException {
        List<StatementLine> lines = new ArrayList<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT " + StatementLine.COLUMNS + " FROM line ORDER BY line")) {
            while (row.next()) {
                lines.add(StatementLine.read(row));
            }
        }
        return List.copyOf(lines);
    }

    private static List<ClusterWindow> clusters(Connection connection) throws SQLException {
        List<ClusterWindow> clusters = new ArrayList<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT cluster, cluster_name, from_s, to_s FROM watched ORDER BY cluster_name, cluster")) {
            while (row.next()) {
                clusters.add(new ClusterWindow(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
            }
        }
        return List.copyOf(clusters);
    }

    /** The totals by cost center, in the order of their names. */
    public static List<CostCenterTotal> totals(List<StatementLine> lines) {
        Map<String, BigInteger> totals = new TreeMap<>();
        for (StatementLine line : lines) {
            totals.merge(line.costCenter(), line.amountNanos(), BigInteger::add);
        }
        return totals.entrySet().stream()
                .map(total -> new CostCenterTotal(total.getKey(), total.getValue()))
                .toList();
    }

    /** Sets lines against the cost of all assets; the inputs' temporary tables must be those of the lines' period. */
    public static Reconciliation reconcile(Connection connection, List<StatementLine> lines) throws SQLException {
        BigInteger linesNanos = lines.stream().map(StatementLine::amountNanos).reduce(BigInteger.ZERO, BigInteger::add);
        Presence presence = Presence.of(connection);
        int rules = Rules.of(connection);
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(
                    Rules.text(rules, StatementComputation.class, presence.bills() ? "billed.sql" : "unbilled.sql"));
        }
        BigInteger others = BigInteger.ZERO;
        if (presence.assets()) {
            others = others.add(amount(connection, rules, "asset-cost.sql"));
        }
        if (presence.network()) {
            others = others.add(amount(connection, rules, "network-cost.sql"));
        }
        if (presence.costsByTime()) {
            others = others.add(amount(connection, rules, "fixed-cost.sql"));
        }
        return Reconciliation.of(
                amount(connection, rules, "node-cost.sql"),
                others,
                amount(connection, rules, "booked.sql"),
                linesNanos);
    }

    private static BigInteger amount(Connection connection, int rules, String file) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Rules.text(rules, StatementComputation.class, file))) {
            row.next();
            return new BigInteger(row.getString(1));
        }
    }

    private static Coverage coverage(Connection connection) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(Rules.text(connection, StatementComputation.class, "coverage.sql"))) {
            row.next();
            return new Coverage(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        }
    }

    private static List<String> notes(
            Connection connection,
            Period period,
            Terms terms,
            List<ClusterWindow> clusters,
            List<MissingPeriod> missing)
            throws SQLException {
        List<String> notes = new ArrayList<>();
        missing.forEach(lost -> notes.add(lost.words() + "; nothing is charged for them"));
        if (clusters.isEmpty()) {
            notes.add("nothing was watched in this period, so nothing is charged, fixed costs and bills included");
        }
        for (ClusterWindow cluster : clusters) {
            if (cluster.fromS() > period.fromS() || cluster.toS() < period.toS()) {
                notes.add("cluster " + cluster.clusterName() + " was watched from "
                        + Instant.ofEpochSecond(cluster.fromS()) + " to " + Instant.ofEpochSecond(cluster.toS())
                        + "; only that part of the period is charged");
            }
        }
        terms.prices().network().stream()
                .filter(price -> !price.networkClass().equals(NetworkPrice.ANY))
                .map(NetworkPrice::networkClass)
                .distinct()
                .forEach(told -> notes.add("not charged: network class " + told
                        + " has a price, but counters cannot tell where bytes went; class any is charged"));
        notes.addAll(BillNotes.of(connection));
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(Rules.text(connection, StatementComputation.class, "uncharged.sql"))) {
            while (row.next()) {
                long things = row.getLong("things");
                boolean storage = row.getString("kind").equals("storage");
                notes.add("unpriced: " + things + (storage ? " volume" : " load balancer") + (things == 1 ? "" : "s")
                        + "; the price book has no section " + (storage ? "volumes" : "loadBalancers"));
            }
        }
        return List.copyOf(notes);
    }
}
