package dev.sublet.reporter.close;

import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.bill.Bills;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.verify.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenRowsTest {
    private static final TermsTexts TEXTS = November.terms(November.prices("0.21"), November.OWNERS);

    /** Columns that no statement rests on, or that are told apart another way. */
    private static final List<String> NOT_FROZEN = List.of("cluster.interval_s");

    /** What holds the rows of a frozen table, where it is a view. */
    private static final Map<String, String> STORED = Map.of("usage_hour", "usage_final");

    @TempDir
    Path folder;

    private final HandLedger ledger = Billed.ledger();
    private final Clock clock = November.clock("2026-12-03T09:00:00Z");

    @BeforeEach
    void close() throws IOException {
        new Bills(ledger, ledger, clock).take(List.of(Billed.bill(folder, "a.csv", "150")), null);
        new Adjustments(ledger, clock)
                .book(
                        new Adjustments.Asked("2026-11", "cc-1", "platform", "-12.5", null, "credit", "ada"),
                        Terms.calendar(TEXTS));
        Closing closing = new Closing(ledger, ledger, clock);
        closing.prepare("2026-11", Terms.parse(TEXTS), CloseLimits.standard(), "ada");
        assertEquals(1, closing.approve("2026-11", Terms.parse(TEXTS), "bob").bills());
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    private List<FrozenRows.TableDay> days(List<String> tables) {
        return ledger.read(connection ->
                FrozenRows.of(connection, CloseStore.all(connection).get(0), tables));
    }

    @Test
    void hours_have_the_same_digests_however_many_days_are_looked_at_together() {
        List<String> hours = List.of("usage_hour");
        List<FrozenRows.TableDay> together = days(hours);
        assertTrue(together.size() > 3, together.toString());
        for (long rows : new long[] {0, together.get(0).rows() * 2}) {
            assertEquals(
                    together,
                    ledger.read(connection ->
                            FrozenRows.of(connection, CloseStore.all(connection).get(0), hours, rows)));
        }
    }

    private List<Check> failed() {
        return CloseChecks.run(ledger, "2026-11").stream()
                .filter(check -> !check.ok())
                .toList();
    }

    @Test
    void each_value_of_each_frozen_table_is_in_its_digest() {
        for (String table : FrozenRows.TABLES) {
            List<FrozenRows.TableDay> frozen = days(List.of(table));
            assertFalse(frozen.isEmpty(), table);
            if (STORED.containsKey(table)) {
                continue;
            }
            for (List<String> column : columns(table)) {
                String name = column.get(0);
                if (NOT_FROZEN.contains(table + "." + name)) {
                    continue;
                }
                damage(table, name + " = " + other(name, column.get(1)));
                assertNotEquals(frozen, days(List.of(table)), table + "." + name);
                mend(table);
            }
            assertEquals(frozen, days(List.of(table)), table);
        }
    }

    private List<List<String>> columns(String table) {
        return ledger.read(connection -> Rows.read(
                connection,
                "SELECT column_name, data_type FROM duckdb_columns() WHERE NOT internal AND database_name <> 'temp' AND"
                        + " table_name = '" + table + "'",
                row -> List.of(row.getString(1), row.getString(2))));
    }

    /** Another value of a column; ends that are open are none inside the period. */
    private static String other(String name, String type) {
        if (name.equals("to_s") || name.equals("last_tick_s")) {
            return Long.toString(T0 + 20 * November.DAY);
        }
        if (type.equals("BOOLEAN")) {
            return "NOT " + name;
        }
        return type.equals("VARCHAR") ? "coalesce(" + name + ", '') || 'x'" : "coalesce(" + name + ", 0) + 1";
    }

    private void damage(String table, String change) {
        ledger.sql("CREATE OR REPLACE TABLE kept AS SELECT * FROM " + table);
        ledger.sql("UPDATE " + table + " SET " + change + " WHERE rowid = (SELECT min(rowid) FROM " + table + ")");
    }

    private void mend(String table) {
        ledger.sql("DELETE FROM " + table + "; INSERT INTO " + table + " SELECT * FROM kept");
    }

    @Test
    void verifying_the_month_names_table_and_day_of_one_changed_row() {
        assertEquals(List.of(), failed());
        Map<String, String> changes = Map.ofEntries(
                Map.entry("cluster", "cluster_name = 'x'"),
                Map.entry("node_span", "gpu_model = 'x'"),
                Map.entry("pod_span", "qos = 'x'"),
                Map.entry("volume_span", "handle = 'vol-0c'"),
                Map.entry("service_span", "service = 'x'"),
                Map.entry("vcluster_span", "state = 'paused'"),
                Map.entry("owner_span", "team = 'x'"),
                Map.entry("usage_hour", "network_tx_bytes = 1"),
                Map.entry("unseen_usage", "cpu_core_ms = 1"),
                Map.entry("bill", "digest = 'x'"),
                Map.entry("bill_row", "effective = effective + 0.000000000000000001"),
                Map.entry("booking", "amount_nanos = amount_nanos + 1"));
        assertEquals(
                List.copyOf(new java.util.TreeSet<>(FrozenRows.TABLES)),
                List.copyOf(new java.util.TreeSet<>(changes.keySet())));
        changes.forEach((table, change) -> {
            String stored = STORED.getOrDefault(table, table);
            damage(stored, change);
            String found = failed().stream()
                    .filter(check -> check.name().equals("close 2026-11: rows as frozen"))
                    .map(Check::detail)
                    .findFirst()
                    .orElse("nothing");
            assertTrue(
                    found.matches(table + " of 2026-1[12]-\\d\\d: \\d+ rows at the close, \\d+ now.*"),
                    table + ": " + found);
            mend(stored);
        });
        for (TermsFile file : TEXTS.texts().keySet()) {
            ledger.sql("CREATE OR REPLACE TABLE kept AS SELECT * FROM close_terms");
            ledger.sql("UPDATE close_terms SET body = body || chr(10) WHERE kind = '" + file.option() + "'");
            assertEquals(
                    List.of("close 2026-11: terms as frozen"),
                    failed().stream().map(Check::name).toList(),
                    file.option());
            mend("close_terms");
        }
        assertEquals(List.of(), failed());
    }

    @Test
    void a_later_bill_takes_the_place_of_one_that_a_close_rests_on_and_the_close_is_still_proven() throws IOException {
        Bills bills = new Bills(ledger, ledger, clock);
        bills.take(List.of(Billed.bill(folder, "b.csv", "160")), null);
        assertEquals(
                List.of("b.csv"), bills.list().stream().map(bill -> bill.name()).toList());
        assertEquals(List.of(), failed());

        bills.remove(bills.list().get(0).id());
        assertEquals(List.of(), bills.list());
        assertEquals(List.of(), failed());

        List<String> files = Receipts.write(ledger, "2026-11", connection -> folder);
        assertTrue(files.containsAll(List.of("bill.parquet", "bill_row.parquet", "close_bill.parquet")));
        try (HandLedger empty = new HandLedger()) {
            List<Check> checks = CloseChecks.run(Receipts.load(empty, empty, folder), "2026-11");
            assertEquals(List.of(), checks.stream().filter(check -> !check.ok()).toList());
        }
    }

    @Test
    void usage_of_one_hour_is_in_the_digest_of_its_day() {
        long atS = T0 + 17 * HOUR;
        List<FrozenRows.TableDay> frozen = days(FrozenRows.TABLES);
        ledger.sql("UPDATE usage_final SET volume_kib = volume_kib + 1 WHERE span_id = 2 AND from_s = " + atS);
        List<FrozenRows.TableDay> changed = days(FrozenRows.TABLES).stream()
                .filter(day -> !frozen.contains(day))
                .toList();
        assertEquals(1, changed.size());
        assertEquals("usage_hour", changed.get(0).table());
        assertEquals(T0, changed.get(0).dayS());
        assertFalse(frozen.isEmpty());
    }
}
