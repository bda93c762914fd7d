package dev.sublet.reporter.allocation;

import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Runs the allocation's own SQL over random node-hours, many in one run, and holds each to its cost. */
class NodeHourPropertyTest {
    private static final int NODE_HOURS = 80;

    /** A pod for a part of the hour. Requests and usage are in ten-thousandths of the node's capacity. */
    record Pod(int cpuRequest, int cpuUsed, int memoryRequest, int memoryUsed, int gpus, int fromS, int seconds) {}

    record NodeHour(
            String perHour,
            int seconds,
            long millicores,
            long memoryKib,
            int gpus,
            int reserved,
            int unseen,
            int ownerChangeS,
            List<Pod> pods) {}

    @Provide
    Arbitrary<List<NodeHour>> nodeHours() {
        Arbitrary<Integer> part = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(1, Arbitraries.just(0)),
                net.jqwik.api.Tuple.of(4, Arbitraries.integers().between(1, 3_000)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(3_000, 15_000)));
        Arbitrary<Integer> start = Arbitraries.integers().between(0, 1_799);
        Arbitrary<Integer> length = Arbitraries.integers().between(1, 1_800);
        Arbitrary<Pod> pod = Combinators.combine(
                        part, part, part, part, Arbitraries.integers().between(0, 3), start, length)
                .as(Pod::new);
        Arbitrary<String> perHour = Arbitraries.oneOf(
                Arbitraries.of("0", "10000", "0.000000000000000001", "0.000000001", "35", "0.192"),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, BigDecimal.valueOf(50))
                        .ofScale(18)
                        .map(BigDecimal::toPlainString));
        return Combinators.combine(
                        perHour,
                        Arbitraries.oneOf(
                                Arbitraries.just(3600), Arbitraries.integers().between(1, 3600)),
                        Arbitraries.longs().between(0, 448_000),
                        Arbitraries.longs().between(0, 25_769_803_776L),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.integers().between(0, 3_000))
                .flatAs((price, seconds, millicores, memoryKib, gpus, reserved) -> Combinators.combine(
                                Arbitraries.frequency(net.jqwik.api.Tuple.of(3, 0), net.jqwik.api.Tuple.of(1, 500)),
                                Arbitraries.integers().between(0, 3600),
                                pod.list().ofMinSize(0).ofMaxSize(6))
                        .as((unseen, change, pods) -> new NodeHour(
                                price, seconds, millicores, memoryKib, gpus, reserved, unseen, change, pods)))
                .list()
                .ofSize(NODE_HOURS);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void pods_idle_and_system_sum_to_the_node_s_cost_and_none_is_negative(
            @ForAll("nodeHours") List<NodeHour> nodeHours) {
        try (HandLedger ledger = new HandLedger()) {
            PriceBook book = fill(ledger, nodeHours);
            ledger.read(connection -> {
                dev.sublet.reporter.statement.Statement statement =
                        StatementComputation.on(connection, new Period(T0, T0 + HOUR), book);
                assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
                for (int i = 0; i < nodeHours.size(); i++) {
                    holdToCost(connection, i, nodeHours.get(i));
                }
                holdToProportion(connection);
                return statement;
            });
        }
    }

    private static PriceBook fill(HandLedger ledger, List<NodeHour> nodeHours) {
        StringBuilder yaml = new StringBuilder("currency: USD\nnodes:\n");
        ledger.cluster("c", T0, T0 + HOUR);
        for (int i = 0; i < nodeHours.size(); i++) {
            NodeHour node = nodeHours.get(i);
            String name = "n" + i;
            yaml.append("  - {name: ")
                    .append(name)
                    .append(", perHour: ")
                    .append(node.perHour())
                    .append("}\n");
            ledger.node(
                    "c",
                    name,
                    "any",
                    T0,
                    T0 + node.seconds(),
                    node.millicores(),
                    node.millicores() - node.millicores() * node.reserved() / 10_000,
                    node.memoryKib(),
                    node.memoryKib() - node.memoryKib() * node.reserved() / 10_000,
                    node.gpus(),
                    false);
            if (node.unseen() > 0 && node.millicores() > 0) {
                ledger.unseen("c", name, T0, T0 + HOUR, node.unseen());
            }
            ledger.owner("c", "vcluster", "uid-" + i, "cc-a", 1_000_000, T0, T0 + node.ownerChangeS());
            ledger.owner("c", "vcluster", "uid-" + i, "cc-b", 700_001, T0 + node.ownerChangeS(), null);
            ledger.owner("c", "vcluster", "uid-" + i, "cc-c", 299_999, T0 + node.ownerChangeS(), null);
            for (int j = 0; j < node.pods().size(); j++) {
                pod(
                        ledger,
                        node,
                        name,
                        "p" + i + "-" + j,
                        "uid-" + i,
                        node.pods().get(j));
            }
        }
        return PriceBook.parse(yaml.toString(), "random.yaml");
    }

    private static void pod(HandLedger ledger, NodeHour node, String name, String uid, String vcluster, Pod pod) {
        long fromS = T0 + pod.fromS();
        long toS = fromS + pod.seconds();
        long span = ledger.pod(
                "c",
                uid,
                "team",
                name,
                fromS,
                toS,
                "workload",
                vcluster,
                node.millicores() * pod.cpuRequest() / 10_000,
                node.memoryKib() * pod.memoryRequest() / 10_000,
                pod.gpus());
        ledger.usage(
                span,
                fromS,
                toS,
                node.millicores() * pod.cpuUsed() / 10_000 * pod.seconds(),
                node.memoryKib() * pod.memoryUsed() / 10_000);
    }

    private static void holdToCost(Connection connection, int i, NodeHour node) throws SQLException {
        BigInteger cost = new BigDecimal(node.perHour())
                .multiply(BigDecimal.valueOf(node.seconds()))
                .divide(new BigDecimal("0.000003600"), 0, RoundingMode.HALF_UP)
                .toBigIntegerExact();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sum(amount_nanos)::VARCHAR, min(amount_nanos) >= 0"
                        + " FROM share WHERE node_uid = 'uid-n" + i + "'")) {
            row.next();
            assertEquals(cost, new BigInteger(row.getString(1)), node.toString());
            assertTrue(row.getBoolean(2), node.toString());
        }
    }

    /** Each amount is the exact proportion, less than one nano off; D is what 06-weight.sql says it is. */
    private static void holdToProportion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT p.capacity::VARCHAR, p.system_weight::VARCHAR,"
                        + " p.cost_nanos::VARCHAR, any_value(w.whole)::VARCHAR, sum(w.weight)::VARCHAR,"
                        + " max(abs(s.amount_nanos * w.whole - w.cost_nanos * w.weight) - w.whole)"
                        + "     FILTER (w.whole > 0)::VARCHAR"
                        + " FROM node_part p JOIN weight w USING (cluster, node_uid, hour_s, resource)"
                        + " JOIN share s ON s.node_uid = w.node_uid AND s.resource = w.resource AND s.uid = w.uid"
                        + "  AND s.span_id IS NOT DISTINCT FROM w.span_id"
                        + " GROUP BY p.node_uid, p.resource, p.capacity, p.system_weight, p.cost_nanos")) {
            while (row.next()) {
                BigInteger capacity = new BigInteger(row.getString(1));
                BigInteger whole = new BigInteger(row.getString(4));
                assertEquals(whole, new BigInteger(row.getString(5)), "weights sum to the whole");
                assertTrue(whole.compareTo(capacity) >= 0);
                assertTrue(row.getString(6) == null || new BigInteger(row.getString(6)).signum() < 0);
                Statistics.collect(whole.signum() == 0 ? "empty" : whole.equals(capacity) ? "within" : "overcommitted");
            }
        }
    }
}
