package dev.sublet.reporter.bill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.Fixture;
import dev.sublet.reporter.support.HandLedger;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-05T08:00:00Z"), ZoneOffset.UTC);
    static final String HEADER = "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,"
            + "ChargeCategory,ChargePeriodEnd,ChargePeriodStart,EffectiveCost,ListCost,ProviderName,ResourceId,ServiceName\n";

    @TempDir
    private Path folder = Path.of("");

    private final HandLedger ledger = new HandLedger();
    private final Bills bills = new Bills(ledger, ledger, CLOCK);

    @AfterEach
    void close() {
        ledger.close();
    }

    private Path csv(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String row(String effective, String from, String to, String resource) {
        return effective + ",acct,USD,2026-12-01T00:00:00Z,2026-11-01T00:00:00Z,Usage," + to + "," + from + ","
                + effective + "," + effective + ",AWS," + resource + ",\"Elastic, Compute\"\n";
    }

    private static BigDecimal sum(List<Bill> bills, Function<Bill, BigDecimal> cost) {
        return bills.stream().map(cost).reduce(BigDecimal.ZERO, BigDecimal::add).stripTrailingZeros();
    }

    @Test
    void the_published_sample_sums_exactly_as_csv_and_as_parquet() throws SQLException {
        Path sample = Path.of("../../shared/data/focus/focus-1.0-sample.csv");
        assumeTrue(Files.exists(sample), "no FOCUS sample beside the project");
        Bills.Imported imported = bills.take(List.of(sample), null);
        assertEquals(new BigDecimal("20.52022672899"), sum(imported.bills(), Bill::billed));
        assertEquals(new BigDecimal("14.97651418586"), sum(imported.bills(), Bill::effective));
        assertEquals(new BigDecimal("20.39090575119"), sum(imported.bills(), Bill::list));
        assertEquals(1000, imported.bills().stream().mapToLong(Bill::rows).sum());
        assertTrue(bills.take(List.of(sample), null).known());

        Path parquet = folder.resolve("sample.parquet");
        try (Connection other = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = other.createStatement()) {
            // Costs as doubles and times as timestamps with a zone, as AWS writes them.
            statement.execute(
                    "COPY (SELECT * REPLACE (BilledCost::DOUBLE AS BilledCost, EffectiveCost::DOUBLE AS EffectiveCost,"
                            + " ChargePeriodStart::TIMESTAMPTZ AS ChargePeriodStart) FROM read_csv('" + sample
                            + "', all_varchar = true, nullstr = 'NULL')) TO '" + parquet + "'");
        }
        Bills.Imported again = bills.take(List.of(parquet), null);
        assertFalse(again.known());
        assertEquals(imported.bills().size(), again.replaced());
        assertEquals(new BigDecimal("20.52022672899"), sum(bills.list(), Bill::billed));
        assertEquals(new BigDecimal("14.97651418586"), sum(bills.list(), Bill::effective));
    }

    @Test
    void instances_of_the_published_sample_are_matched_by_their_resource_ids() throws SQLException {
        Path sample = Path.of("../../shared/data/focus/focus-1.0-sample.csv");
        assumeTrue(Files.exists(sample), "no FOCUS sample beside the project");
        bills.take(List.of(sample), null);
        List<String> unmatched = ledger.read(connection -> {
            List<String> resources = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT DISTINCT resource FROM bill_row WHERE resource_key IS NULL"
                                    + " AND regexp_matches(lower(resource), '(instance/i-|volume/vol-|^i-|^vol-"
                                    + "|microsoft.compute/virtualmachines/|microsoft.compute/disks/)')")) {
                while (rows.next()) {
                    resources.add(rows.getString(1));
                }
            }
            return resources;
        });
        assertEquals(List.of(), unmatched);
    }

    @Test
    void an_instance_of_the_published_sample_costs_a_statement_what_its_row_says() {
        Path sample = Path.of("../../shared/data/focus/focus-1.0-sample.csv");
        assumeTrue(Files.exists(sample), "no FOCUS sample beside the project");
        bills.take(List.of(sample), null);
        long fromS = Instant.parse("2024-09-24T02:00:00Z").getEpochSecond();
        ledger.cluster("c", fromS, fromS + 3600);
        ledger.node("c", "n", "g3.4xlarge", fromS, null, 16_000, 122 << 20, 1);
        ledger.sql("UPDATE node_span SET provider_id = 'aws:///us-west-2a/i-0b3b3095474a3772a'");

        dev.sublet.reporter.statement.Statement statement = Statements.preview(
                ledger,
                new Period(fromS, fromS + 3600),
                Fixture.book("nodes: [{instanceType: g3.4xlarge, perHour: 9}]"));

        assertEquals(Fixture.DOLLAR, statement.reconciliation().nodeCostNanos());
        assertEquals(0, statement.reconciliation().differenceNanos().signum());
    }

    @Test
    void times_of_both_kinds_byte_order_marks_quotes_and_exponents_are_read() throws IOException {
        Path file = csv(
                "a.csv",
                "\uFEFF" + HEADER + row("1.25", "2026-11-01T00:00:00Z", "2026-11-01T01:00:00Z", "i-0a")
                        + row("1.2E-05", "2026-11-01 01:00:00", "2026-11-01 02:00:00", "NULL")
                        + row("0", "2026-11-01T02:00Z", "2026-11-01T03:00Z", ""));
        Bill bill = bills.take(List.of(file), null).bills().get(0);
        assertEquals(new BigDecimal("1.250012"), bill.effective().stripTrailingZeros());
        assertEquals(Instant.parse("2026-11-01T00:00:00Z").getEpochSecond(), bill.fromS());
        assertEquals(
                "[i-0a, null, null]",
                ledger.read(connection -> {
                            try (Statement statement = connection.createStatement();
                                    var rows = statement.executeQuery(
                                            "SELECT list(resource_key ORDER BY from_s)::VARCHAR FROM bill_row")) {
                                rows.next();
                                return rows.getString(1);
                            }
                        })
                        .toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void a_later_version_of_a_period_takes_the_place_of_the_earlier_one_and_can_be_removed() throws IOException {
        bills.take(
                List.of(csv("a.csv", HEADER + row("1", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "i-0a"))), null);
        bills.take(
                List.of(csv("b.csv", HEADER + row("2", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "i-0a"))), null);
        assertEquals(1, bills.list().size());
        assertEquals("b.csv", bills.list().get(0).name());
        bills.remove(bills.list().get(0).id());
        assertTrue(bills.list().isEmpty());
        assertEquals(
                "there is no bill 7; see sublet bill list",
                assertThrows(ReportException.class, () -> bills.remove(7)).getMessage());
    }

    @Test
    void parts_of_one_delivery_add_up_and_another_delivery_takes_the_place_of_them_all() throws IOException {
        Path first = csv("1.csv", HEADER + row("1", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "i-0a"));
        Path second = csv("2.csv", HEADER + row("2", "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z", "i-0a"));
        bills.take(List.of(first), null, "november-1");
        assertEquals(0, bills.take(List.of(second), null, "november-1").replaced());
        assertEquals(new BigDecimal("3"), sum(bills.list(), Bill::effective));
        assertTrue(bills.take(List.of(first), null, "november-1").known());

        // One part again, put right.
        csv("2.csv", HEADER + row("2.5", "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z", "i-0a"));
        assertEquals(1, bills.take(List.of(second), null, "november-1").replaced());
        assertEquals(new BigDecimal("3.5"), sum(bills.list(), Bill::effective));

        assertEquals(2, bills.take(List.of(first), null, "november-2").replaced());
        assertEquals(new BigDecimal("1"), sum(bills.list(), Bill::effective));
        assertEquals(1, bills.take(List.of(second), null).replaced());
        assertEquals(new BigDecimal("2.5"), sum(bills.list(), Bill::effective));
        assertEquals(
                "delivery \" \" is no name; give 1 to 200 characters",
                assertThrows(ReportException.class, () -> bills.take(List.of(first), null, " "))
                        .getMessage());
    }

    @Test
    void what_is_no_focus_export_is_refused_in_one_line() throws IOException {
        Path other = csv("x.csv", "a,b\n1,2\n");
        assertEquals(
                "bill x.csv has no column BilledCost; it must be a FOCUS export of version 1.0 to 1.3",
                assertThrows(ReportException.class, () -> bills.take(List.of(other), null))
                        .getMessage());
        Path bad = csv("y.csv", HEADER + row("dear", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "i-0a"));
        assertEquals(
                "bill y.csv: 1 rows have a cost that is no decimal number, such as BilledCost dear; export it again",
                assertThrows(ReportException.class, () -> bills.take(List.of(bad), null))
                        .getMessage());
    }
}
