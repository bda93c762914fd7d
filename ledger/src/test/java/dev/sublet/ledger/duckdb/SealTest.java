package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Seals.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.LedgerSettings.Retention;
import dev.sublet.ledger.LedgerSettings.Sealing;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.ledger.seal.UpkeepStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
    @TempDir
    Path data;

    private Ledger open() {
        return Ledger.open(data, Samples.settings(), Seals.CLOCK);
    }

    static List<UpkeepStep> upkeep(Ledger ledger) {
        List<UpkeepStep> steps = new ArrayList<>();
        for (Optional<UpkeepStep> step = ledger.upkeep(Due.NOW); step.isPresent(); step = ledger.upkeep(Due.NOW)) {
            steps.add(step.get());
            assertTrue(steps.size() < 1_000, "upkeep does not end");
        }
        return steps;
    }

    /** Files below sealed/, without those of open spans. */
    static List<String> files(Path data) throws IOException {
        Path sealed = data.resolve("ledger/sealed");
        try (Stream<Path> all = Files.walk(sealed)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> sealed.relativize(path).toString())
                    .filter(name -> !name.contains("_open/"))
                    .sorted()
                    .toList();
        }
    }

    /** The one file of a period, {@code usage/cluster=c1/month=2026-10/2026-10-07T05}; its part 0. */
    static String file(Path data, String period) throws IOException {
        List<String> found = files(data).stream()
                .filter(name -> name.startsWith(period + ".g") && name.endsWith(".p0.parquet"))
                .toList();
        assertEquals(1, found.size(), () -> period + ": " + found);
        return found.get(0);
    }

    /** The same as a path. */
    static Path path(Path data, String period) throws IOException {
        return data.resolve("ledger/sealed").resolve(file(data, period));
    }

    private static long files(Path data, String period) throws IOException {
        return files(data).stream()
                .filter(name -> name.startsWith(period + ".g"))
                .count();
    }

    private static Sealing inPartsOf(int rows) {
        return new Sealing(Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofDays(1), rows);
    }

    @Test
    void an_hour_that_is_over_is_sealed_and_reads_the_same() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 2, 3);
            Seals.Content before = Seals.content(ledger);
            List<UpkeepStep> steps = upkeep(ledger);
            assertEquals(before, Seals.content(ledger));
            assertEquals(0, Seals.hot(ledger, "usage_final"));
            assertEquals(0, Seals.hot(ledger, "tick WHERE at_s < " + (START_S + 7_200)));
            assertEquals(3, Seals.hot(ledger, "usage_tail"));
            UpkeepStep first = steps.get(0);
            assertEquals(18, first.rows());
            assertEquals("usage", first.table());
            assertEquals(START_S, first.fromS());
            assertEquals(START_S + 3_600, first.toS());
            assertEquals(List.of(), upkeep(ledger));
            assertTrue(ledger.checkSealed().stream().allMatch(SealedCheck::ok));
            assertEquals(1, files(data, "usage/cluster=c1/month=2026-10/2026-10-07T04"));
        }
        try (Ledger ledger = open()) {
            assertTrue(ledger.recovery().isClean());
        }
    }

    @Test
    void hours_become_a_day_and_days_a_month_and_late_rows_join_them() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 22, 2);
            Seals.hours(ledger, "c2", START_S, 22, 1);
            Seals.Content before = Seals.content(ledger);
            upkeep(ledger);
            assertEquals(before, Seals.content(ledger));
            assertFalse(files(data).toString().contains("2026-10-07T"), () -> "hours of a day that is over remain");

            String first = file(data, "usage/cluster=c1/month=2026-10/2026-10-08T01");
            Seals.late(ledger, "c1", START_S + 21 * 3_600);
            Seals.Content late = Seals.content(ledger);
            upkeep(ledger);
            assertEquals(late, Seals.content(ledger));
            String second = file(data, "usage/cluster=c1/month=2026-10/2026-10-08T01");
            assertNotEquals(first, second);

            Seals.late(ledger, "c1", START_S);
            Seals.later(ledger, "c1", START_S + 40 * 86_400L);
            Seals.later(ledger, "c2", START_S + 40 * 86_400L);
            Seals.Content all = Seals.content(ledger);
            upkeep(ledger);
            assertEquals(all, Seals.content(ledger));
            List<String> files = files(data);
            assertTrue(
                    files.stream()
                            .filter(file -> file.startsWith("usage"))
                            .allMatch(file -> file.contains("/2026-10.g")),
                    () -> "" + files);
            assertTrue(ledger.checkSealed().stream().allMatch(SealedCheck::ok));
            assertEquals(
                    ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM usage_final")) + 0L,
                    Seals.hot(ledger, "usage_final"));
        }
        try (Ledger ledger = open()) {
            assertTrue(ledger.recovery().isClean(), () -> "" + ledger.recovery());
        }
    }

    @Test
    void a_large_period_is_cut_into_parts_by_span() throws IOException {
        LedgerSettings small = Samples.settings().withSealing(inPartsOf(15));
        try (Ledger ledger = Ledger.open(data, small, Seals.CLOCK)) {
            Seals.hours(ledger, "c1", START_S, 21, 5);
            Seals.Content before = Seals.content(ledger);
            upkeep(ledger);
            assertEquals(before, Seals.content(ledger));
            assertEquals(5, files(data, "usage/cluster=c1/month=2026-10/2026-10-07"));
            assertEquals(
                    1L,
                    ledger.<Long>read(c -> Sql.firstLong(
                            c, "SELECT count(*) FROM row_digest WHERE table_name = 'usage' AND row_count = 600")));
        }
    }

    @Test
    void late_rows_of_a_closed_period_lie_beside_its_files_which_never_change() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 21, 2);
            upkeep(ledger);
            ledger.write(c -> {
                Sql.execute(c, "INSERT INTO closed_period VALUES (" + START_S + ", " + (START_S + 86_400) + ", 0)");
                return 0;
            });
            List<String> closed = files(data);
            Seals.late(ledger, "c1", START_S);
            Seals.Content late = Seals.content(ledger);
            upkeep(ledger);
            assertEquals(late, Seals.content(ledger));
            Seals.later(ledger, "c1", START_S + 40 * 86_400L);
            Seals.Content all = Seals.content(ledger);
            upkeep(ledger);
            assertEquals(all, Seals.content(ledger));
            List<String> now = files(data);
            assertTrue(now.containsAll(closed), () -> closed + " became " + now);
            assertEquals(2, files(data, "usage/cluster=c1/month=2026-10/2026-10-07"), () -> "" + now);
        }
    }

    @Test
    void a_reader_that_began_before_a_swap_reads_on_and_its_files_go_afterwards() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 21, 2);
            Seals.hours(ledger, "c2", START_S, 2, 2);
            upkeep(ledger);
            Seals.late(ledger, "c1", START_S);
            Seals.Content content = Seals.content(ledger);
            String old = file(data, "usage/cluster=c1/month=2026-10/2026-10-07");
            ledger.<Long>read(connection -> {
                // On the thread of this reader: only a reader elsewhere would wait for a place.
                List<UpkeepStep> steps = upkeep(ledger);
                assertFalse(steps.isEmpty());
                assertEquals(
                        content.tables().get("usage"),
                        Seals.digest(Seals.rows(connection, "SELECT * FROM usage ORDER BY ALL")));
                return 0L;
            });
            assertTrue(files(data).contains(old), "removed below a reader");
            assertEquals(content, Seals.content(ledger));
            upkeep(ledger);
            assertFalse(files(data).contains(old), "kept without a reader");
        }
    }

    @Test
    void rows_that_the_sealed_form_cannot_hold_are_refused_and_stay() {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            ledger.write(c -> {
                Sql.execute(c, "UPDATE usage_final SET cpu_core_ms = cpu_core_ms + 1 WHERE from_s = " + START_S);
                return 0;
            });
            Seals.Content before = Seals.content(ledger);
            LedgerException refusal = assertThrows(LedgerException.class, () -> upkeep(ledger));
            assertTrue(
                    String.valueOf(refusal.getMessage())
                            .startsWith(
                                    "usage of 2026-10-07T04 (cluster c1) could not be sealed: 2 usage rows are not whole"),
                    refusal::getMessage);
            assertEquals(before, Seals.content(ledger));
        }
    }

    @Test
    void a_damaged_file_is_found_and_named_with_its_hours_and_is_not_put_together() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            upkeep(ledger);
            Path file = path(data, "usage/cluster=c1/month=2026-10/2026-10-07T05");
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 3] ^= 8;
            Files.write(file, bytes);
            List<SealedCheck> wrong =
                    ledger.checkSealed().stream().filter(check -> !check.ok()).toList();
            assertEquals(1, wrong.size());
            assertEquals(
                    "12 rows of usage of cluster c1, 2026-10-07T05 to 2026-10-07T06 UTC: its content is not what was"
                            + " sealed; put it back from a backup",
                    wrong.get(0).detail());
            Seals.later(ledger, "c1", START_S + 2 * 86_400);
            assertTrue(String.valueOf(assertThrows(LedgerException.class, () -> upkeep(ledger))
                            .getMessage())
                    .contains("is missing or damaged, so usage of 2026-10-07 (cluster c1) was left as it is"));
        }
    }

    @Test
    void a_file_that_is_gone_is_named_by_queries_of_its_table_and_by_no_others() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 1, 2);
            upkeep(ledger);
        }
        String gone = file(data, "usage/cluster=c1/month=2026-10/2026-10-07T04");
        Files.delete(data.resolve("ledger/sealed").resolve(gone));
        try (Ledger ledger = open()) {
            assertTrue(
                    ledger.recovery().findings().get(0).contains("it held 12 rows of usage of cluster c1"),
                    () -> "" + ledger.recovery());
            LedgerException refusal = assertThrows(
                    LedgerException.class, () -> ledger.read(c -> Sql.first(c, "SELECT count(*) FROM usage")));
            assertTrue(String.valueOf(refusal.getMessage()).contains(gone), refusal::getMessage);
            assertEquals(7L, ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM tick")));
            assertTrue(ledger.lastState("c1").isPresent());
            assertEquals(
                    1,
                    ledger.checkSealed().stream().filter(check -> !check.ok()).count());
        }
    }

    @Test
    void a_file_that_is_put_back_is_read_again_without_a_restart() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 1, 2);
            upkeep(ledger);
        }
        Path file = path(data, "usage/cluster=c1/month=2026-10/2026-10-07T04");
        Path kept = data.resolve("kept");
        Files.move(file, kept);
        try (Ledger ledger = open()) {
            assertThrows(LedgerException.class, () -> ledger.read(c -> Sql.first(c, "SELECT count(*) FROM usage")));
            Files.move(kept, file);
            assertEquals(14L, ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM usage")));
        }
    }

    @Test
    void an_audit_event_is_known_also_when_it_is_sealed() {
        try (Ledger ledger = open()) {
            AuditEvent event = Samples.event("payments", "a1", "ResponseComplete", START_S * 1_000_000);
            ledger.commit(Samples.batch("payments", event));
            Seals.Content before = Seals.content(ledger);
            assertFalse(upkeep(ledger).isEmpty());
            assertEquals(0, Seals.hot(ledger, "audit_event"));
            assertEquals(before, Seals.content(ledger));
            assertEquals(1, ledger.commit(Samples.batch("payments", event)).duplicates());
            assertEquals(
                    0,
                    ledger.commit(Samples.batch(
                                    "other", Samples.event("other", "a1", "ResponseComplete", START_S * 1_000_000)))
                            .duplicates());
        }
        try (Ledger ledger = open()) {
            AuditEvent event = Samples.event("payments", "a1", "ResponseComplete", START_S * 1_000_000);
            assertEquals(1, ledger.commit(Samples.batch("payments", event)).duplicates());
        }
    }

    @Test
    void sealed_files_cannot_be_read_as_files_from_outside() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            upkeep(ledger);
            Path file =
                    path(data, "usage/cluster=c1/month=2026-10/2026-10-07T05").toAbsolutePath();
            for (String from : List.of("'" + file + "'", "\"" + file + "\"", "read_parquet('" + file + "')")) {
                String sql = "SELECT * FROM " + from;
                assertThrows(LedgerException.class, () -> ledger.select(sql, SelectLimits.defaults()));
            }
            assertEquals(
                    List.of(List.of(26L)),
                    ledger.select("SELECT count(*) FROM usage", SelectLimits.defaults())
                            .rows());
            assertEquals(
                    List.of(List.of(24L)),
                    ledger.select("SELECT count(*) FROM pod_usage WHERE seconds > 1", SelectLimits.defaults())
                            .rows());
        }
    }

    @Test
    void months_that_are_over_are_retired_unless_they_are_held_and_their_hours_go_on_answering() throws IOException {
        LedgerSettings keepAll =
                Samples.settings().withRetention(new Retention(Optional.empty(), Optional.empty(), Optional.empty()));
        String hours = "SELECT sum(billable_cpu_core_ms)::BIGINT FROM usage_hour";
        long billable;
        try (Ledger ledger = Ledger.open(data, keepAll, Seals.CLOCK)) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            Seals.later(ledger, "c1", START_S + 86_400);
            Seals.later(ledger, "c1", START_S + 75 * 86_400L);
            upkeep(ledger);
            billable = ledger.read(c -> Sql.firstLong(c, hours));
            ledger.write(c -> {
                Sql.execute(c, "INSERT INTO legal_hold VALUES (1, 'usage', 0, 9000000000, 'audit', 'me', 0, NULL)");
                Sql.execute(c, "INSERT INTO closed_period VALUES (0, 9000000000, 0)");
                return 0;
            });
        }
        Retention month =
                new Retention(Optional.of(Period.ofDays(20)), Optional.of(Period.ofDays(30)), Optional.empty());
        try (Ledger ledger = Ledger.open(data, Samples.settings().withRetention(month), Seals.CLOCK)) {
            List<String> retired = new ArrayList<>();
            upkeep(ledger).stream()
                    .filter(step -> step.kind() == UpkeepStep.Kind.RETIRED)
                    .forEach(step -> retired.add(step.table()));
            assertEquals(List.of("tick", "node_tick", "unseen_usage"), retired);
            assertEquals(24, ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM usage")));
            ledger.write(c -> {
                Sql.execute(c, "UPDATE legal_hold SET released_at_s = 1");
                return 0;
            });
            assertEquals("usage", upkeep(ledger).get(0).table());
            assertEquals(0, ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM usage")));
            assertEquals(billable, ledger.<Long>read(c -> Sql.firstLong(c, hours)));
            assertEquals(
                    24,
                    ledger.<Long>read(
                            c -> Sql.firstLong(c, "SELECT row_count FROM retired WHERE table_name = 'usage'")));
            assertFalse(files(data).toString().contains("usage/"), () -> "rows remain");
            assertTrue(files(data).toString().contains("usage_hour/"), () -> "hours are gone");
        }
    }

    @Test
    void a_sealed_files_name_is_never_used_twice_for_other_content() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 22, 2);
            upkeep(ledger);
            Path day = path(data, "usage/cluster=c1/month=2026-10/2026-10-07");
            Seals.later(ledger, "c1", START_S + 40 * 86_400L);
            upkeep(ledger);
            assertTrue(Files.notExists(day));
            Seals.late(ledger, "c1", START_S);
            ledger.upkeep(Due.SCHEDULED);
            assertNotEquals(day, path(data, "usage/cluster=c1/month=2026-10/2026-10-07"));
        }
    }
}
