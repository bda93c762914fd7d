package dev.sublet.reporter.explain;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.Fixture;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random fleets for two periods of some days that differ in one thing only, and in all of them. */
class BridgesTest {
    private static final long HOUR = 3_600;
    private static final int FLEETS = 2;

    /** What changes from the first period to the second. */
    enum Kind {
        NOTHING,
        PRICE,
        VOLUME,
        NEW_VCLUSTER,
        GONE_VCLUSTER,
        OTHER_TYPE,
        DAYS,
        OVERHEAD,
        OWNER,
        POLICY,
        CORRECTION,
        ADJUSTMENT,
        EVERYTHING
    }

    /** One random fleet; which pod is on which kind of node follows from its vcluster. */
    private record Fleet(Random random, HandLedger ledger, Set<Kind> kinds, long middleS, long endS) {
        static Fleet of(long seed, HandLedger ledger, Set<Kind> kinds) {
            Random random = new Random(seed);
            int hours = 24 * (1 + random.nextInt(2));
            int more = kinds.contains(Kind.DAYS) ? 24 : 0;
            Fleet fleet = new Fleet(random, ledger, kinds, T0 + hours * HOUR, T0 + (2L * hours + more) * HOUR);
            fleet.fill();
            return fleet;
        }

        private void fill() {
            ledger.cluster("c", T0, endS);
            for (int type = 0; type < 3; type++) {
                long cores = 8 + random.nextInt(8);
                ledger.node(
                        "c", "n" + type, "t" + type, T0, null, cores * 1000, cores * 950, 64 * GIB, 60 * GIB, 0, false);
            }
            int vclusters = 2 + random.nextInt(3);
            for (int v = 0; v < vclusters; v++) {
                int pods = 1 + random.nextInt(3);
                int node = random.nextInt(3);
                for (int p = 0; p < pods; p++) {
                    boolean grows = kinds.contains(Kind.VOLUME) && v == 0;
                    pod("v" + v + "-p" + p, "uid-v" + v, node, "workload", T0, endS, grows);
                }
                pod(
                        "v" + v + "-api",
                        "uid-v" + v,
                        node,
                        "control-plane",
                        T0,
                        endS,
                        kinds.contains(Kind.OVERHEAD) && v == 0);
                boolean moves = kinds.contains(Kind.OWNER) && v == 0;
                owner("uid-v" + v, v, T0, moves ? middleS : endS);
                if (moves) {
                    owner("uid-v" + v, v + 1, middleS, endS);
                }
            }
            if (kinds.contains(Kind.NEW_VCLUSTER)) {
                pod("new", "uid-new", random.nextInt(3), "workload", middleS, endS, false);
                owner("uid-new", 0, T0, endS);
            }
            if (kinds.contains(Kind.GONE_VCLUSTER)) {
                pod("gone", "uid-gone", random.nextInt(3), "workload", T0, middleS, false);
                owner("uid-gone", 0, T0, endS);
            }
            if (kinds.contains(Kind.OTHER_TYPE)) {
                pod("moves", "uid-moves", 0, "workload", T0, middleS, false, 7);
                pod("moves", "uid-moves", 1, "workload", middleS, endS, false, 7);
                owner("uid-moves", 0, T0, endS);
            }
            book(Kind.CORRECTION, "correction", "'price'");
            book(Kind.ADJUSTMENT, "adjustment", "NULL");
        }

        private void book(Kind kind, String sort, String cause) {
            if (kinds.contains(kind)) {
                ledger.sql("INSERT INTO booking VALUES (" + ledger.nextSpanId() + ", '" + sort + "', " + middleS
                        + ", NULL, NULL, " + cause + ", 'cc-0', NULL, 'c', NULL, NULL, NULL, 'why', "
                        + (1 + random.nextInt(99_999)) + ", 'ada', 0)");
            }
        }

        private void owner(String vcluster, int costCenter, long fromS, long toS) {
            ledger.owner("c", "vcluster", vcluster, "cc-" + costCenter, 600_001, fromS, toS);
            ledger.owner("c", "vcluster", vcluster, "cc-" + (costCenter + 5), 399_999, fromS, toS);
        }

        private void pod(String name, String vcluster, int node, String podClass, long fromS, long toS, boolean grows) {
            pod(name, vcluster, node, podClass, fromS, toS, grows, 100 + random.nextInt(400));
        }

        private void pod(
                String name,
                String vcluster,
                int node,
                String podClass,
                long fromS,
                long toS,
                boolean grows,
                long millicores) {
            long id = ledger.pod("c", name, "host", "n" + node, fromS, toS, podClass, vcluster, millicores, GIB / 3, 0);
            long factor = grows ? 2 : 1;
            ledger.sql("INSERT INTO usage_final SELECT " + id + ", s, s + 3600, 'measured', " + millicores
                    + " * 3600 * CASE WHEN s >= " + middleS + " THEN " + factor + " ELSE 1 END, 0, 0, 0, 0, "
                    + millicores + ", " + GIB / 3
                    + ", 0 FROM range(" + fromS + ", " + toS + ", 3600) r(s)");
        }

        private Terms terms() {
            String second = java.time.Instant.ofEpochSecond(middleS).toString();
            StringBuilder nodes = new StringBuilder("currency: USD\nnodes:\n");
            for (int type = 0; type < 3; type++) {
                String price = "0." + (100 + random.nextInt(899));
                if (kinds.contains(Kind.PRICE)) {
                    nodes.append("  - {instanceType: t" + type + ", perHour: " + price + ", to: " + second + "}\n");
                    nodes.append("  - {instanceType: t" + type + ", perHour: 1" + price.substring(1) + ", from: "
                            + second + "}\n");
                } else {
                    nodes.append("  - {instanceType: t" + type + ", perHour: " + price + "}\n");
                }
            }
            String policies = kinds.contains(Kind.POLICY)
                    ? "rules: [{name: idle to all, share: {class: idle}, method: proportional, from: " + second
                            + "}]\nfees: [{name: seat, perMonth: 9," + " per: vcluster, income: platform, from: "
                            + second + "}]\n"
                    : "rules: []";
            return Fixture.terms(nodes.toString(), policies);
        }
    }

    private record Compared(Bridge bridge, Map<BridgePart, BigInteger> anywhere) {}

    private static Compared compare(long seed, Set<Kind> kinds, boolean byVcluster) {
        try (HandLedger ledger = new HandLedger()) {
            Fleet fleet = Fleet.of(seed, ledger, kinds);
            Terms terms = fleet.terms();
            Period before = new Period(T0, fleet.middleS());
            Period now = new Period(fleet.middleS(), fleet.endS());
            Bridge bridge = ledger.read(connection ->
                    Bridges.of(connection, new Bridges.Asked(now, "now", before, "before", null, byVcluster), terms));
            if (kinds.size() > 1) {
                holdToStatements(
                        bridge, Statements.preview(ledger, before, terms), Statements.preview(ledger, now, terms));
            }
            Map<BridgePart, BigInteger> anywhere = new EnumMap<>(BridgePart.class);
            for (Bridge.Span span : bridge.spans()) {
                for (Bridge.Change change : span.changes()) {
                    // What others do shifts single nanos between those who share a node.
                    if (change.causes().get(0).label().equals(Effect.ROUNDING)) {
                        assertTrue(change.nanos().abs().compareTo(BigInteger.valueOf(10_000)) < 0, change::toString);
                        continue;
                    }
                    anywhere.merge(change.part(), change.nanos().abs(), BigInteger::add);
                }
            }
            return new Compared(bridge, anywhere);
        }
    }

    private static void holdToStatements(Bridge bridge, Statement before, Statement now) {
        Map<String, BigInteger> expected = new TreeMap<>();
        now.totals().forEach(total -> expected.merge(total.costCenter(), total.amountNanos(), BigInteger::add));
        before.totals()
                .forEach(total ->
                        expected.merge(total.costCenter(), total.amountNanos().negate(), BigInteger::add));
        Map<String, BigInteger> found = new TreeMap<>();
        for (Bridge.Span span : bridge.spans()) {
            BigInteger sum = span.changes().stream().map(Bridge.Change::nanos).reduce(BigInteger.ZERO, BigInteger::add);
            assertEquals(span.differenceNanos(), sum);
            found.merge(String.valueOf(span.costCenter()), sum, BigInteger::add);
        }
        assertEquals(expected, found);
        assertEquals(
                expected.values().stream().reduce(BigInteger.ZERO, BigInteger::add),
                bridge.whole().changes().stream().map(Bridge.Change::nanos).reduce(BigInteger.ZERO, BigInteger::add));
    }

    private static Set<BridgePart> expected(Kind kind) {
        return switch (kind) {
            case NOTHING, EVERYTHING -> EnumSet.noneOf(BridgePart.class);
            case PRICE -> EnumSet.of(BridgePart.PRICE);
            case VOLUME -> EnumSet.of(BridgePart.VOLUME);
            case NEW_VCLUSTER, GONE_VCLUSTER, OTHER_TYPE -> EnumSet.of(BridgePart.MIX);
            case DAYS -> EnumSet.of(BridgePart.DAYS);
            case OVERHEAD -> EnumSet.of(BridgePart.OVERHEAD);
            case OWNER -> EnumSet.of(BridgePart.OWNERS);
            case POLICY -> EnumSet.of(BridgePart.SHARED);
            case CORRECTION -> EnumSet.of(BridgePart.CORRECTIONS);
            case ADJUSTMENT -> EnumSet.of(BridgePart.ADJUSTMENTS);
        };
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "EVERYTHING", mode = EnumSource.Mode.EXCLUDE)
    void a_change_of_one_kind_shows_in_its_part_only(Kind kind) {
        for (long seed = 1; seed <= FLEETS; seed++) {
            Compared compared = compare(seed, EnumSet.of(kind), seed % 2 == 0);
            Map<BridgePart, BigInteger> parts = new EnumMap<>(compared.anywhere());
            System.out.println("bridge " + kind + " seed " + seed + ": " + parts);
            Set<BridgePart> allowed = expected(kind);
            if (EnumSet.of(Kind.VOLUME, Kind.NEW_VCLUSTER, Kind.GONE_VCLUSTER, Kind.OTHER_TYPE, Kind.OVERHEAD)
                    .contains(kind)) {
                assertOnlyThePlatform(compared.bridge(), allowed);
            } else {
                assertEquals(allowed, parts.keySet());
            }
        }
    }

    /** Idle on nodes that stay is more or less of the same, over other types too: that is the platform's volume and mix. */
    private static void assertOnlyThePlatform(Bridge bridge, Set<BridgePart> allowed) {
        Set<BridgePart> seen = EnumSet.noneOf(BridgePart.class);
        for (Bridge.Span span : bridge.spans()) {
            for (Bridge.Change change : span.changes()) {
                if ("platform".equals(span.costCenter())) {
                    assertTrue(EnumSet.of(BridgePart.VOLUME, BridgePart.MIX).contains(change.part()), change::toString);
                } else if (!change.causes().get(0).label().equals(Effect.ROUNDING)) {
                    seen.add(change.part());
                }
            }
        }
        assertEquals(allowed, seen);
    }

    @Test
    void when_everything_changes_the_parts_still_sum_to_the_difference() {
        for (long seed = 100; seed < 100 + FLEETS; seed++) {
            Compared compared = compare(seed, EnumSet.allOf(Kind.class), seed % 2 == 0);
            System.out.println("bridge everything seed " + seed + ": "
                    + compared.bridge().whole().differenceNanos() + " = "
                    + compared.bridge().whole().changes());
            assertTrue(compared.anywhere().size() >= 8, compared.anywhere()::toString);
        }
    }
}
