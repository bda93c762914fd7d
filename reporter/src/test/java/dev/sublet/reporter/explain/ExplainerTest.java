package dev.sublet.reporter.explain;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.Fixture;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final long DAY = 86_400;
    private static final long HOUR = 3_600;
    private static final String PRICES = """
            currency: USD
            nodes:
              - {instanceType: t, perHour: 0.192, to: 2026-11-02T07:20:00Z}
              - {instanceType: t, perHour: 0.250000000000000001, from: 2026-11-02T07:20:00Z}
              - {instanceType: big, perHour: 1.7}
            volumes: [{storageClass: fast, perGiBHour: 0.000137}]
            loadBalancers: {perHour: 0.025}
            network: [{class: any, perGiB: 0.09, direction: both}]
            fixed: [{name: control plane, per: cluster, perHour: 0.1}]
            bills: {charge: ["Amazon *"]}
            discounts: [{percent: 7, instanceType: big}]
            commitments: [{name: reserved, instanceType: big, count: 2, perHour: 0.9, from: 2026-11-02}]
            """;
    private static final String POLICIES = """
            rules:
              - {name: idle to all, share: {class: idle}, method: proportional}
              - {name: system evenly, share: {class: system}, method: even, unit: cost-center}
              - {name: keep fixed, share: {class: fixed}, method: keep}
            fees: [{name: seat, perMonth: 10, per: vcluster, income: platform}]
            markups: [{name: risk, percent: 3, income: platform}]
            allowances: [{name: free tier, costCenter: cc-1, perMonth: 5, fundedBy: platform}]
            """;

    private final HandLedger ledger = new HandLedger();
    private final Period period = new Period(T0, T0 + 3 * DAY);
    private final Terms terms = Fixture.terms(PRICES, POLICIES);

    @BeforeEach
    void fill() {
        ledger.cluster("c", T0, T0 + 3 * DAY);
        ledger.node("c", "n1", "t", T0, null, 4000, 3900, 16 * GIB, 15 * GIB, 0, false);
        long big = ledger.node("c", "n2", "big", T0, null, 8000, 7700, 64 * GIB, 60 * GIB, 2, false);
        pod("web", "team-a", "n1", "workload", "uid-a", 1500, 0);
        pod("web-3", "team-a", "n1", "workload", "uid-a", 300, 0);
        pod("web-2", "team-a", "n2", "control-plane", "uid-a", 700, 0);
        pod("shop", "team-b", "n2", "workload", "uid-b", 900, 1);
        pod("log", "logging", "n1", "host", null, 100, 0);
        pod("odd", "team-b", "n1", "unattributed", "uid-b", 50, 0);
        ledger.volume("c", "v1", "fast", 3 * GIB, "team-a", T0 + 5, null, "workload", "uid-a");
        ledger.loadBalancer("c", "lb", "team-b", T0 + 9 * HOUR, T0 + 2 * DAY, "workload", "uid-b");
        ledger.unseen("c", "n1", T0 + HOUR, T0 + HOUR + 60, 7777);
        // In the middle of an hour of the second day.
        long change = T0 + DAY + 5 * HOUR + 1234;
        ledger.owner("c", "vcluster", "uid-a", "cc-1", 333_333, T0, change);
        ledger.owner("c", "vcluster", "uid-a", "cc-2", 666_667, T0, change);
        ledger.owner("c", "vcluster", "uid-a", "cc-2", 1_000_000, change, null);
        ledger.owner("c", "vcluster", "uid-b", "cc-1", 1_000_000, T0, null);
        ledger.owner("c", "namespace", "logging", "cc-3", 1_000_000, T0, null);
        ledger.sql("UPDATE node_span SET provider_id = 'aws:///eu-1a/i-0abc' WHERE span_id = " + big);
        ledger.sql("INSERT INTO bill VALUES (1, 'november.csv', 'AWS', '1', 'USD', " + T0 + ", " + (T0 + 30 * DAY)
                + ", 3, 40, 40, 50, 'd', 0)");
        bill("usage", "i-0abc", T0 + 7 * HOUR + 600, T0 + DAY, "23.123456789123456789");
        bill("tax", null, T0, T0 + 30 * DAY, "12.345678901234567891");
        ledger.sql("INSERT INTO booking VALUES (1, 'correction', " + (T0 + DAY) + ", " + (T0 - 31 * DAY) + ", " + T0
                + ", 'price', 'cc-1', NULL, 'c', 'a', 'team-a', 'uid-a', 'restated', 4711, 'ada', " + T0 + ")");
        ledger.sql("INSERT INTO booking VALUES (3, 'correction', " + (T0 + DAY) + ", " + (T0 - 31 * DAY) + ", " + T0
                + ", 'owner', 'cc-1', NULL, 'c', 'a', 'team-a', 'uid-a', 'restated', -11, 'ada', " + T0 + ")");
        ledger.sql("INSERT INTO booking VALUES (2, 'adjustment', " + T0
                + ", NULL, NULL, NULL, 'cc-3', NULL, 'c', NULL, NULL," + " NULL, 'goodwill', -99, 'bob', " + T0 + ")");
    }

    private void bill(String sort, String key, long fromS, long toS, String cost) {
        ledger.sql("INSERT INTO bill_row VALUES (1, " + fromS + ", " + toS + ", '" + sort
                + "', 'Usage', 'Amazon EC2', NULL, NULL, " + (key == null ? "NULL" : "'" + key + "'") + ", NULL, 1, "
                + cost + ", " + cost + ", " + cost + ")");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void pod(
            String name, String namespace, String node, String podClass, String vcluster, long millicores, int gpus) {
        long id = ledger.pod("c", name, namespace, node, T0 + 77, null, podClass, vcluster, millicores, GIB, gpus);
        ledger.sql("INSERT INTO usage_final SELECT " + id + ", greatest(s, " + (T0 + 77) + "), s + 1800,"
                + " (['measured', 'bridged', 'estimated', 'missing'])[1 + (s // 1800 % 4)::INT]::usage_coverage, "
                + millicores
                + " * 700 + s % 977 * 900, " + GIB / 2 + " + s % 1013 * 1009, 12345678 + s % 999, 87654321, 0, "
                + millicores + ", " + GIB
                + ", " + gpus + " FROM range(" + T0 + ", " + (T0 + 3 * DAY) + ", 1800) r(s)");
    }

    private Explanation explain(Map<Filter, String> selection) {
        return ledger.read(connection -> Explainer.of(connection, period, terms, selection));
    }

    /** Each of these on the ground of one computation, which is most of the work. */
    private List<Explanation> explain(List<Map<Filter, String>> selections) {
        return ledger.read(connection -> {
            Ground ground = Ground.of(connection, period, terms);
            return selections.stream()
                    .map(selection -> explain(ground, selection))
                    .toList();
        });
    }

    private static Explanation explain(Ground ground, Map<Filter, String> selection) {
        try {
            return Explainer.on(ground, selection);
        } catch (SQLException e) {
            throw new IllegalStateException(selection.toString(), e);
        }
    }

    @Test
    void every_level_sums_to_the_one_above_it_down_to_the_arithmetic() {
        Statement statement = Statements.preview(ledger, period, terms);
        Set<Level> seen = EnumSet.noneOf(Level.class);
        Set<String> worked = new TreeSet<>();
        Explanation whole = ledger.read(connection -> {
            Ground ground = Ground.of(connection, period, terms);
            Explanation all = explain(ground, Map.of());
            descend(ground, all, new EnumMap<>(Filter.class), seen, worked);
            return all;
        });
        assertEquals(statement.reconciliation().linesNanos(), whole.amountNanos());
        assertEquals(EnumSet.allOf(Level.class), seen);
        System.out.println("explained " + whole.amountNanos() + " nanos, worked out: " + worked);
        assertTrue(
                worked.containsAll(Set.of(
                        "adjustment",
                        "allowance",
                        "correction",
                        "fee",
                        "kept",
                        "markup",
                        "shared",
                        "usage cpu",
                        "usage memory",
                        "usage gpu",
                        "usage storage",
                        "usage load-balancer",
                        "usage network",
                        "usage bill",
                        "usage commitment")),
                worked.toString());
    }

    /** Goes down by the first, the last and one part between; each must have the amount that its parent showed. */
    private static void descend(
            Ground ground, Explanation from, Map<Filter, String> selection, Set<Level> seen, Set<String> worked) {
        seen.add(from.level());
        if (from.level() == Level.ARITHMETIC) {
            BigInteger sum =
                    from.workings().stream().map(Working::amountNanos).reduce(BigInteger.ZERO, BigInteger::add);
            assertEquals(from.amountNanos(), sum);
            String charge = String.valueOf(from.selection().get(Filter.CHARGE));
            worked.add(charge.equals("usage") ? charge + " " + from.selection().get(Filter.RESOURCE) : charge);
            return;
        }
        assertEquals(
                from.amountNanos(),
                from.parts().stream().map(Part::amountNanos).reduce(BigInteger.ZERO, BigInteger::add),
                () -> from.level() + " of " + selection);
        int last = from.parts().size() - 1;
        boolean wide = !EnumSet.range(Level.DAY, Level.HOUR).contains(from.level());
        for (int i = 0; i <= last; i++) {
            // Days and hours by hundreds would be the same again; hour 29 has a change of owners.
            if (wide || i == Math.min(last, 1)) {
                Part part = from.parts().get(i);
                Map<Filter, String> deeper = new EnumMap<>(selection);
                deeper.putAll(part.narrowing());
                Explanation found = explain(ground, deeper);
                assertEquals(part.amountNanos(), found.amountNanos(), deeper::toString);
                descend(ground, found, deeper, seen, worked);
            }
        }
    }

    @Test
    void the_printed_numbers_of_a_pod_hour_give_its_amount_on_a_calculator() {
        List<Map<Filter, String>> selections = new ArrayList<>();
        for (String hour : List.of("2026-11-02T05:00:00Z", "2026-11-02T07:00:00Z", "2026-11-01T00:00:00Z")) {
            for (String resource : List.of("cpu", "memory")) {
                selections.add(Map.of(
                        Filter.POD, "web", Filter.RESOURCE, resource, Filter.HOUR, hour, Filter.COST_CENTER, "cc-2"));
            }
        }
        for (Explanation found : explain(selections)) {
            String resource = String.valueOf(found.selection().get(Filter.RESOURCE));
            assertEquals(Level.ARITHMETIC, found.level());
            Working working = found.workings().get(0);
            Map<String, String> numbers = new TreeMap<>();
            working.steps().forEach(step -> numbers.put(step.key(), step.value()));
            assertEquals(Calculator.podHour(numbers, resource), found.amountNanos(), numbers::toString);
            assertTrue(working.steps().stream().anyMatch(step -> step.how().contains("prices.yaml, nodes, t, valid ")));
            assertEquals(
                    new BigInteger(numbers.get("podSeconds")),
                    Calculator.sum(numbers, "measured", "filledIn", "estimated", "unknown"));
        }
    }

    @Test
    void an_unknown_name_is_one_line_with_suggestions() {
        ReportException refused =
                assertThrows(ReportException.class, () -> explain(Map.of(Filter.COST_CENTER, "cc-11")));
        assertEquals(2, refused.exitCode());
        assertEquals(
                "cost center \"cc-11\" has no amount in 2026-11-01T00:00:00Z..2026-11-04T00:00:00Z; there is cc-1, cc-2, cc-3 and 2 more",
                refused.getMessage());
    }

    @Test
    void a_line_of_the_statement_is_explained_by_its_number() {
        Statement statement = Statements.preview(ledger, period, terms);
        List<Integer> numbers = List.of(1, 5, statement.lines().size());
        assertEquals(
                numbers.stream()
                        .map(line -> statement.lines().get(line - 1).amountNanos())
                        .toList(),
                explain(numbers.stream()
                                .map(line -> Map.of(Filter.LINE, Integer.toString(line)))
                                .toList())
                        .stream()
                        .map(Explanation::amountNanos)
                        .toList());
    }
}
