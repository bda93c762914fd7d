package dev.sublet.reporter.statement;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static dev.sublet.reporter.support.Fixture.hours;
import static dev.sublet.reporter.support.Fixture.make;
import static dev.sublet.reporter.support.Fixture.sums;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private final HandLedger ledger = new HandLedger();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_node_hour_is_split_over_pods_idle_and_system() {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "m5.xlarge", T0, null, 4000, 3000, 16 * GIB, 14 * GIB, 0, false);
        long web = ledger.pod("c", "web", "team-a", "n1", T0, null, "workload", "uid-a", 1000, 4 * GIB, 0);
        // Uses two cores with a request of one, and half of the memory it asked for.
        ledger.usage(web, T0, T0 + HOUR, 2000 * HOUR, 2 * GIB);
        ledger.owner("c", "vcluster", "uid-a", "cc-a", 1_000_000, T0, null);

        Statement statement = make(ledger, 1, "nodes: [{instanceType: m5.xlarge, perHour: 52}]");

        // One unit costs $1: 36 for four vCPUs, 16 for 16 GiB.
        assertEquals(
                "{cc-a workload cpu=18000000000, cc-a workload memory=4000000000,"
                        + " platform idle cpu=9000000000, platform idle memory=10000000000,"
                        + " platform system cpu=9000000000, platform system memory=2000000000}",
                sums(statement).toString());
        assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
        assertEquals(new BigInteger("52000000000"), statement.reconciliation().nodeCostNanos());
        StatementLine cpu = statement.lines().get(0);
        assertEquals(new BigDecimal("2.000000000"), cpu.quantity());
        assertEquals("core-hours", cpu.unit());
        assertEquals("a", cpu.vcluster());
        assertEquals(
                List.of("cc-a", "platform"),
                statement.totals().stream().map(CostCenterTotal::costCenter).toList());
        assertEquals(new Coverage(HOUR, 0, 0, 0), statement.coverage());
    }

    @Test
    void a_month_without_data_says_where_the_ledger_begins_and_ends() {
        ledger.cluster("c", T0, T0 + HOUR);
        Period september = Period.ofMonth("2026-09", ZoneOffset.UTC);

        ReportException refused =
                assertThrows(ReportException.class, () -> Statements.preview(ledger, september, book("nodes: []")));

        assertEquals(
                "no data for 2026-09: this ledger begins at 2026-11-01T00:00:00Z and ends at 2026-11-01T01:00:00Z;"
                        + " ask for a time between",
                refused.getMessage());
        assertEquals(2, refused.exitCode());
    }

    @Test
    void an_empty_ledger_says_so() {
        ReportException refused =
                assertThrows(ReportException.class, () -> Statements.preview(ledger, hours(1), book("nodes: []")));

        assertEquals(
                "no data for 2026-11-01..2026-11-01T01:00:00Z: this ledger is empty; let it watch a cluster first",
                refused.getMessage());
    }

    @Test
    void a_period_that_is_watched_in_part_is_charged_in_part_and_says_so() {
        ledger.cluster("c", T0 + 1800, T0 + HOUR + 900);
        ledger.node("c", "n1", "t", T0, null, 1000, GIB, 0);

        Statement statement = make(ledger, 24, "nodes: [{instanceType: t, perHour: 1}]");

        assertEquals(new BigInteger("750000000"), statement.reconciliation().linesNanos());
        assertEquals(
                List.of("cluster c-name was watched from 2026-11-01T00:30:00Z to 2026-11-01T01:15:00Z;"
                        + " only that part of the period is charged"),
                statement.notes());
    }

    @Test
    void no_lines_are_left_of_an_earlier_statement_for_the_same_period() {
        ledger.cluster("c", T0, T0 + HOUR);
        ledger.node("c", "n1", "t", T0, null, 1000, GIB, 0);
        make(ledger, 1, "nodes: [{instanceType: t, perHour: 1}]");
        Statement second = make(ledger, 1, "nodes: [{instanceType: t, perHour: 2}]");

        List<Long> counts = ledger.read(connection -> {
            try (java.sql.Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT (SELECT count(*) FROM statement),"
                                    + " (SELECT count(*) FROM statement_line), (SELECT sum(amount_nanos) FROM statement_line)")) {
                row.next();
                return List.of(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        });
        assertEquals(List.of(1L, (long) second.lines().size(), 2_000_000_000L), counts);
    }

    @Test
    void half_hour_zones_are_billed_by_their_own_hours() {
        ledger.sql("INSERT INTO meta VALUES ('billing_zone', 'Asia/Kolkata')");
        Period november = Period.ofMonth("2026-11", ZoneId.of("Asia/Kolkata"));
        ledger.cluster("c", november.fromS(), november.toS());
        ledger.node("c", "n1", "t", november.fromS() - 100, null, 1000, GIB, 0);

        Statement statement = Statements.preview(ledger, november, book("nodes: [{instanceType: t, perHour: 1}]"));

        assertEquals(new BigInteger("720000000000"), statement.reconciliation().linesNanos());
        assertThrows(
                ReportException.class,
                () -> Statements.preview(ledger, hours(1), book("nodes: [{instanceType: t, perHour: 1}]")));
    }

    @Test
    void a_period_inside_an_hour_is_refused_with_the_hour_to_give() {
        Instant hour = Instant.parse("2026-11-01T10:00:00Z");
        ReportException refused = assertThrows(
                ReportException.class,
                () -> Statements.preview(
                        ledger,
                        Period.of(hour.plusSeconds(60), hour.plusSeconds(HOUR)),
                        book("nodes: [{instanceType: t, perHour: 1}]")));

        assertEquals(
                "from 2026-11-01T10:01:00Z is inside an hour of UTC; give a whole hour such as 2026-11-01T10:00:00Z",
                refused.getMessage());
        assertThrows(ReportException.class, () -> Period.of(hour, hour));
        assertThrows(ReportException.class, () -> Period.of(hour, hour.plusMillis(1)));
        assertThrows(ReportException.class, () -> Period.ofMonth("November", ZoneOffset.UTC));
    }
}
