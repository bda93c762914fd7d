package dev.sublet.reporter.allocation;

import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
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
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Runs the allocation's own SQL over random node-hours, many in one run, and holds each to its cost. */
class NodeHourPropertyTest {
    private static final int NODE_HOURS = 80;

    /** A pod for a part of the hour. Requests and usage are in ten-thousandths of the node's capacity. */
    record Pod(int cpuRequest, int cpuUsed, int memoryRequest, int memoryUsed, int gpus, int fromS, int seconds) {}

    /** What the node holds, and in how many seconds of the hour. {@code reserved} is in ten-thousandths. */
    record Size(int seconds, long millicores, long memoryKib, int gpus, int reserved) {}

    record NodeHour(String perHour, Size size, int unseen, int ownerChangeS, Filler filler, List<Pod> pods) {}

    /** A pod for all of the node's time that fills it to a bound or between two. */
    enum Filler {
        NONE,
        ALLOCATABLE,
        BETWEEN_ALLOCATABLE_AND_CAPACITY,
        CAPACITY,
        ABOVE_CAPACITY;

        long of(long capacity, int reserved) {
            long allocatable = capacity - capacity * reserved / 10_000;
            return switch (this) {
                case NONE -> 0;
                case ALLOCATABLE -> allocatable;
                case BETWEEN_ALLOCATABLE_AND_CAPACITY -> (allocatable + capacity) / 2;
                case CAPACITY -> capacity;
                case ABOVE_CAPACITY -> capacity + capacity / 3 + 1;
            };
        }
    }

    private static Arbitrary<Long> size(long max) {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(0L, 1L, max)),
                Tuple.of(6, Arbitraries.longs().between(1_000, max).withoutEdgeCases()));
    }

    @Provide
    Arbitrary<List<NodeHour>> nodeHours() {
        Arbitrary<Integer> part = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(4, Arbitraries.integers().between(1, 4_000)),
                Tuple.of(2, Arbitraries.integers().between(4_000, 15_000)));
        Arbitrary<Integer> start = Arbitraries.integers().between(0, 900);
        Arbitrary<Integer> length = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 2_700), Arbitraries.integers().between(2_000, 2_700));
        Arbitrary<Pod> pod = Combinators.combine(
                        part, part, part, part, Arbitraries.integers().between(0, 3), start, length)
                .as(Pod::new);
        Arbitrary<String> perHour = Arbitraries.oneOf(
                Arbitraries.of("0", "10000", "0.000000000000000001", "0.000000001", "35", "0.192"),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, BigDecimal.valueOf(50))
                        .ofScale(18)
                        .map(BigDecimal::toPlainString));
        Arbitrary<Size> size = Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.just(3600), Arbitraries.integers().between(1, 3600)),
                        size(448_000),
                        size(25_769_803_776L),
                        Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 1), Tuple.of(1, 8)),
                        Arbitraries.integers().between(0, 6_000))
                .as(Size::new);
        return Combinators.combine(
                        perHour,
                        size,
                        Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 500)),
                        Arbitraries.integers().between(0, 3600),
                        Arbitraries.of(Filler.values()),
                        Arbitraries.oneOf(
                                Arbitraries.just(List.<Pod>of()),
                                pod.list().ofMinSize(1).ofMaxSize(6)))
                .as(NodeHour::new)
                .list()
                .ofSize(NODE_HOURS);
    }

    @Property(tries = 14, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void pods_idle_and_system_sum_to_the_node_s_cost_and_none_is_negative(
            @ForAll("nodeHours") List<NodeHour> nodeHours) {
        try (HandLedger ledger = HandLedger.ofTwoThreads()) {
            Terms book = fill(ledger, nodeHours);
            ledger.read(connection -> {
                dev.sublet.reporter.statement.Statement statement =
                        StatementComputation.on(connection, new Period(T0, T0 + HOUR), book);
                assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
                Allocation.showShares(connection);
                holdToCost(connection, nodeHours);
                holdToProportion(connection);
                return statement;
            });
        }
    }

    private static Terms fill(HandLedger ledger, List<NodeHour> nodeHours) {
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
                    T0 + node.size().seconds(),
                    node.size().millicores(),
                    node.size().millicores()
                            - node.size().millicores() * node.size().reserved() / 10_000,
                    node.size().memoryKib(),
                    node.size().memoryKib()
                            - node.size().memoryKib() * node.size().reserved() / 10_000,
                    node.size().gpus(),
                    false);
            if (node.unseen() > 0 && node.size().millicores() > 0) {
                ledger.unseen("c", name, T0, T0 + HOUR, node.unseen());
            }
            ledger.owner("c", "vcluster", "uid-" + i, "cc-a", 1_000_000, T0, T0 + node.ownerChangeS());
            ledger.owner("c", "vcluster", "uid-" + i, "cc-b", 700_001, T0 + node.ownerChangeS(), null);
            ledger.owner("c", "vcluster", "uid-" + i, "cc-c", 299_999, T0 + node.ownerChangeS(), null);
            if (node.filler() != Filler.NONE) {
                fillUp(ledger, node, name);
            }
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
        return Terms.of(PriceBook.parse(yaml.toString(), "random.yaml"));
    }

    private static void fillUp(HandLedger ledger, NodeHour node, String name) {
        long millicores = node.filler().of(node.size().millicores(), node.size().reserved());
        long kib = node.filler().of(node.size().memoryKib(), node.size().reserved());
        long toS = T0 + node.size().seconds();
        long span = ledger.pod(
                "c",
                "filler-" + name,
                "ops",
                name,
                T0,
                toS,
                "host",
                null,
                millicores,
                0,
                node.size().gpus());
        ledger.usage(span, T0, toS, millicores * node.size().seconds() / 2, kib);
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
                node.size().millicores() * pod.cpuRequest() / 10_000,
                node.size().memoryKib() * pod.memoryRequest() / 10_000,
                pod.gpus());
        ledger.usage(
                span,
                fromS,
                toS,
                node.size().millicores() * pod.cpuUsed() / 10_000 * pod.seconds(),
                node.size().memoryKib() * pod.memoryUsed() / 10_000);
    }

    private static void holdToCost(Connection connection, List<NodeHour> nodeHours) throws SQLException {
        int seen = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT substr(node_uid, 6)::INTEGER, sum(amount_nanos)::VARCHAR, min(amount_nanos) >= 0"
                                + " FROM share JOIN node_hour USING (node_key, hour_s) GROUP BY node_uid")) {
            while (row.next()) {
                NodeHour node = nodeHours.get(row.getInt(1));
                BigInteger cost = new BigDecimal(node.perHour())
                        .multiply(BigDecimal.valueOf(node.size().seconds()))
                        .divide(new BigDecimal("0.000003600"), 0, RoundingMode.HALF_UP)
                        .toBigIntegerExact();
                assertEquals(cost, new BigInteger(row.getString(2)), node.toString());
                assertTrue(row.getBoolean(3), node.toString());
                seen++;
            }
        }
        assertEquals(nodeHours.size(), seen);
    }

    /** Each amount is the exact proportion, less than one nano off; D is what 09-weight.sql says it is. */
    private static void holdToProportion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT p.capacity::VARCHAR, p.system_weight::VARCHAR,"
                        + " p.cost_nanos::VARCHAR, any_value(w.whole)::VARCHAR, sum(w.weight)::VARCHAR,"
                        + " (max(abs(s.amount_nanos * w.whole - w.cost_nanos * w.weight) - w.whole)"
                        + "     FILTER (w.whole > 0))::VARCHAR,"
                        + " (sum(w.weight) FILTER (w.who NOT IN ('idle', 'system')))::VARCHAR"
                        + " FROM node_part p JOIN weight w USING (node_key, hour_s, resource)"
                        + " JOIN share s ON s.node_key = w.node_key AND s.resource = w.resource AND s.who = w.who"
                        + "  AND s.span_id IS NOT DISTINCT FROM w.span_id"
                        + " GROUP BY p.node_key, p.resource, p.capacity, p.system_weight, p.cost_nanos")) {
            while (row.next()) {
                BigInteger capacity = new BigInteger(row.getString(1));
                BigInteger whole = new BigInteger(row.getString(4));
                assertEquals(whole, new BigInteger(row.getString(5)), "weights sum to the whole");
                assertTrue(whole.compareTo(capacity) >= 0);
                assertTrue(row.getString(6) == null || new BigInteger(row.getString(6)).signum() < 0);
                Statistics.collect(fullness(capacity, whole, row.getString(7)));
            }
        }
    }

    private static String fullness(BigInteger capacity, BigInteger whole, @Nullable String claimed) {
        if (claimed == null) {
            return whole.signum() == 0 ? "nothing there" : "nobody there";
        }
        if (new BigInteger(claimed).compareTo(capacity) > 0) {
            return "above capacity";
        }
        return whole.equals(capacity) ? "up to allocatable" : "between allocatable and capacity";
    }
}
