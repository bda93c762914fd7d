package dev.sublet.reporter.usage;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static dev.sublet.reporter.support.Fixture.hours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.support.RandomFleet;
import dev.sublet.reporter.table.Format;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class WindowTest {
    private static final long FROM_S = Instant.parse("2026-04-04T12:30:00Z").getEpochSecond();

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of("UTC", "Asia/Kathmandu", "Australia/Lord_Howe");
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void any_window_has_what_its_usage_rows_say_and_adjacent_ones_sum_to_the_whole(
            @ForAll long seed, @ForAll("zones") String zoneName) {
        ZoneId zone = ZoneId.of(zoneName);
        try (HandLedger ledger = new HandLedger()) {
            List<BillingHours.Hour> lived = RandomFleet.put(ledger, seed, zone, FROM_S);
            ledger.storeHours(zone, 2, true);
            long fromS = lived.get(0).fromS();
            long toS = lived.get(lived.size() - 1).toS();
            Random random = new Random(seed);
            List<BigInteger> sums = sums(ledger, fromS, toS);
            assertEquals(rows(ledger, fromS, toS), sums);
            for (int i = 0; i < 6; i++) {
                long cutS =
                        i == 0 ? lived.get(2).fromS() : fromS + 1 + (long) (random.nextDouble() * (toS - fromS - 1));

                List<BigInteger> before = sums(ledger, fromS, cutS);
                List<BigInteger> behind = sums(ledger, cutS, toS);

                assertEquals(rows(ledger, fromS, cutS), before, "until " + cutS);
                for (int j = 0; j < sums.size(); j++) {
                    assertEquals(sums.get(j), before.get(j).add(behind.get(j)), "cut at " + cutS);
                }
            }
        }
    }

    /** CPU, billable CPU, billable memory, received bytes, seconds, estimated seconds, summed over all pods. */
    private static List<BigInteger> sums(HandLedger ledger, long fromS, long toS) {
        return ledger.read(connection -> {
            BigInteger[] sums = new BigInteger[6];
            java.util.Arrays.fill(sums, BigInteger.ZERO);
            for (UsageLine line : Usages.lines(connection, UsagePer.POD, Window.of(zone(connection), fromS, toS))) {
                if (!line.unseen()) {
                    sums[0] = sums[0].add(line.cpuCoreMs());
                    sums[1] = sums[1].add(line.billableCpuCoreMs());
                    sums[2] = sums[2].add(line.billableMemoryKibSeconds());
                    sums[3] = sums[3].add(line.networkRxBytes());
                    sums[4] = sums[4].add(line.seconds());
                    sums[5] = sums[5].add(line.estimatedSeconds());
                }
            }
            return List.of(sums);
        });
    }

    private static ZoneId zone(java.sql.Connection connection) throws java.sql.SQLException {
        return dev.sublet.reporter.allocation.Allocation.billingZone(connection);
    }

    /** The same from usage rows alone, each cut by cumulative floors at the window's end. */
    private static List<BigInteger> rows(HandLedger ledger, long fromS, long toS) {
        String upTo = "(least(to_s, " + toS + ") - from_s) // (to_s - from_s)";
        return ledger.read(connection -> {
            try (java.sql.Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT sum(cpu_core_ms::HUGEINT * " + upTo + "),"
                            + " sum(greatest(cpu_core_ms, cpu_request_millicores * (to_s - from_s))::HUGEINT * " + upTo
                            + "),"
                            + " sum(greatest(memory_kib, memory_request_kib)::HUGEINT * (least(to_s, " + toS
                            + ") - from_s)),"
                            + " sum(network_rx_bytes::HUGEINT * " + upTo + "), sum(least(to_s, " + toS + ") - from_s),"
                            + " sum(if(coverage = 'estimated', least(to_s, " + toS + ") - from_s, 0))"
                            + " FROM usage WHERE from_s >= " + fromS + " AND from_s < " + toS)) {
                row.next();
                BigInteger[] sums = new BigInteger[6];
                for (int i = 0; i < sums.length; i++) {
                    String sum = row.getString(i + 1);
                    sums[i] = sum == null ? BigInteger.ZERO : new BigInteger(sum);
                }
                return List.of(sums);
            }
        });
    }

    private static HandLedger twoHours() {
        HandLedger ledger = new HandLedger();
        ledger.cluster("c", T0, T0 + 2 * HOUR);
        ledger.node("c", "n1", "t", T0, null, 3000, 7 * GIB, 0);
        long span = ledger.pod("c", "web", "team", "n1", T0, null, "workload", "uid-v", 1000, GIB, 0);
        ledger.usage(span, T0, T0 + HOUR, 100, GIB);
        ledger.usage(span, T0 + HOUR, T0 + 2 * HOUR, 200, GIB);
        return ledger;
    }

    @Example
    void where_only_hours_are_kept_a_window_of_whole_hours_is_answered_and_another_refused() {
        try (HandLedger ledger = twoHours()) {
            ledger.storeHours(ZoneOffset.UTC, 1, false);
            ledger.sql("INSERT INTO retired VALUES ('usage', 'c', " + T0 + ", " + (T0 + HOUR) + ", 1, "
                    + (T0 + 9 * HOUR) + ")");
            Usages usages = new Usages(ledger);

            assertTrue(usages.ask(UsagePer.POD, T0, T0 + 2 * HOUR, Format.CSV)
                    .text()
                    .contains(",0.300,"));
            ReportException from = assertThrows(
                    ReportException.class, () -> usages.ask(UsagePer.POD, T0 + 60, T0 + 2 * HOUR, Format.TABLE));
            assertEquals(
                    "from 2026-11-01T00:01:00Z is inside an hour, and only whole hours are kept of cluster c-name for"
                            + " 2026-11-01T00:00:00Z to 2026-11-01T01:00:00Z (retired on 2026-11-01T09:00:00Z); give a"
                            + " whole hour such as 2026-11-01T00:00:00Z",
                    from.getMessage());
            assertEquals(2, from.exitCode());
            ReportException to =
                    assertThrows(ReportException.class, () -> usages.ask(UsagePer.POD, T0, T0 + 60, Format.TABLE));
            assertTrue(to.getMessage().startsWith("to 2026-11-01T00:01:00Z is inside an hour"), to.getMessage());
        }
    }

    @Example
    void hours_that_are_retired_refuse_usage_and_report_rather_than_show_nothing() {
        try (HandLedger ledger = twoHours()) {
            ledger.sql(
                    "INSERT INTO retired VALUES ('usage_hour', 'c', " + T0 + ", " + (T0 + HOUR) + ", 1, " + T0 + ")");

            assertThrows(
                    ReportException.class, () -> new Usages(ledger).ask(UsagePer.POD, T0, T0 + 2 * HOUR, Format.TABLE));
            assertThrows(
                    ReportException.class,
                    () -> Statements.preview(ledger, hours(2), book("nodes: [{instanceType: t, perHour: 1}]")));
        }
    }

    @Example
    void missing_hours_are_said_and_a_cluster_without_a_line_has_nulls_and_no_zeros() {
        try (HandLedger ledger = twoHours()) {
            ledger.cluster("d", T0, T0 + 2 * HOUR);
            ledger.sql("INSERT INTO missing_period VALUES ('d', " + (T0 - 60) + ", NULL, 'the store was lost')");
            String words = "2026-11-01 00:00–02:00 UTC of cluster d-name are missing: the store was lost";

            Usages.Used table = new Usages(ledger).ask(UsagePer.POD, T0, T0 + 2 * HOUR, Format.TABLE);
            Usages.Used json = new Usages(ledger).ask(UsagePer.POD, T0, T0 + 2 * HOUR, Format.JSON);

            assertEquals(List.of(words), table.missing());
            assertTrue(table.text().endsWith("Note: " + words + "\n"), table.text());
            String compact = json.text().replaceAll("\\s", "");
            assertTrue(compact.contains("\"clusterUid\":\"d\",\"vcluster\":null,"), compact);
            assertTrue(compact.contains("\"cpuCoreSeconds\":null"), compact);
            assertTrue(
                    compact.contains("\"missingPeriods\":[{\"cluster\":\"d-name\",\"clusterUid\":\"d\","
                            + "\"from\":\"2026-11-01T00:00:00Z\",\"to\":\"2026-11-01T02:00:00Z\""),
                    compact);
            Statement statement = Statements.preview(ledger, hours(2), book("nodes: [{instanceType: t, perHour: 1}]"));
            assertEquals(List.of(words + "; nothing is charged for them"), statement.notes());
        }
    }
}
