package dev.sublet.reporter.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private static final long T0 = Instant.parse("2026-11-01T00:00:00Z").getEpochSecond();
    private static final long HOUR = 3600;
    private static final long GIB = 1 << 20;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T08:00:00Z"), ZoneOffset.UTC);

    private final HandLedger ledger = new HandLedger();

    @AfterEach
    void close() {
        ledger.close();
    }

    private Statement make(Period period, String... yaml) {
        return new Statements(ledger, ledger, CLOCK)
                .make(period, PriceBook.parse(String.join("\n", yaml), "prices.yaml"));
    }

    private static Period hours(long count) {
        return new Period(T0, T0 + count * HOUR);
    }

    private static String sums(Statement statement) {
        TreeMap<String, BigInteger> sums = new TreeMap<>();
        for (StatementLine line : statement.lines()) {
            sums.merge(
                    line.costCenter() + " " + line.podClass() + " " + line.resource(),
                    line.amountNanos(),
                    BigInteger::add);
        }
        return sums.toString();
    }

    @Test
    void a_node_hour_of_a_thousand_dollars_is_split_over_pods_idle_and_system() {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "m5.xlarge", T0, null, 4000, 3000, 16 * GIB, 14 * GIB, 0, false);
        long web = ledger.pod("c", "web", "team-a", "n1", T0, null, "workload", "uid-a", 1000, 4 * GIB, 0);
        // Uses two cores with a request of one, and half of the memory it asked for.
        ledger.usage(web, T0, T0 + HOUR, 2000 * HOUR, 2 * GIB);
        ledger.owner("c", "vcluster", "uid-a", "cc-a", 1_000_000, T0, null);

        Statement statement = make(hours(1), "currency: USD", "nodes: [{instanceType: m5.xlarge, perHour: 52}]");

        // One unit costs $1: 36 for four vCPUs, 16 for 16 GiB.
        assertEquals(
                "{cc-a workload cpu=18000000000, cc-a workload memory=4000000000,"
                        + " platform idle cpu=9000000000, platform idle memory=10000000000,"
                        + " platform system cpu=9000000000, platform system memory=2000000000}",
                sums(statement));
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
        assertEquals(new BigInteger("52000000000"), statement.reconciliation().nodeCostNanos());
    }

    @Test
    void a_month_without_data_says_where_the_ledger_begins_and_ends() {
        ledger.cluster("c", T0, T0 + HOUR);

        ReportException refused = assertThrows(
                ReportException.class,
                () -> make(Period.ofMonth("2026-09", ZoneOffset.UTC), "currency: USD", "nodes: []"));

        assertEquals(
                "no data for 2026-09: this ledger begins at 2026-11-01T00:00:00Z and ends at 2026-11-01T01:00:00Z;"
                        + " ask for a time between",
                refused.getMessage());
        assertEquals(2, refused.exitCode());
    }

    @Test
    void no_lines_are_left_of_an_earlier_statement_for_the_same_period() throws Exception {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "t", T0, null, 1000, 1 * GIB, 0);
        make(hours(1), "currency: USD", "nodes: [{instanceType: t, perHour: 1}]");
        Statement second = make(hours(1), "currency: USD", "nodes: [{instanceType: t, perHour: 2}]");

        List<Long> counts = ledger.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "SELECT (SELECT count(*) FROM statement),"
                                    + " (SELECT count(*) FROM statement_line), (SELECT sum(amount_nanos) FROM statement_line)")) {
                row.next();
                return List.of(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        });
        assertEquals(List.of(1L, (long) second.lines().size(), 2_000_000_000L), counts);
    }
}
