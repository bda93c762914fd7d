package dev.sublet.ledger.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements, holds, closed periods and what else is in {@link BookTable#ALL}, outside the store. */
class BooksTest {
    @TempDir
    private Path data = Path.of("");

    private Path folder = Path.of("");
    private Path books = Path.of("");
    private final List<String> steps = new ArrayList<>();

    @BeforeEach
    void names() {
        folder = HotStore.folder(data);
        books = Books.folder(folder);
    }

    private DuckDbLedger open() {
        return DuckDbLedger.open(
                data,
                LedgerSettings.defaults(),
                Seals.CLOCK,
                new Surroundings(() -> Long.MAX_VALUE, List.of(), steps::add));
    }

    private static void write(Ledger ledger, String... statements) {
        ledger.write(connection -> {
            for (String sql : statements) {
                Sql.execute(connection, sql);
            }
            return statements.length;
        });
    }

    private static void fill(Ledger ledger) {
        write(
                ledger,
                "INSERT INTO meta VALUES ('billing_zone', 'Asia/Kolkata')",
                "INSERT INTO closed_period VALUES (0, 3600, 7), (3600, 7200, 8)",
                "INSERT INTO legal_hold VALUES (1, NULL, 0, 9, 'case \"12\"\n\\ and ''more'' ü', 'me', 3, NULL)",
                "INSERT INTO retired VALUES ('usage', 'c1', 0, 3600, 12, 5)",
                "INSERT INTO missing_period VALUES ('c1', 1, 2, 'was lost'), ('c1', 8, NULL, 'goes on')",
                "INSERT INTO statement VALUES (1, 0, 3600, 'EUR', 4, 2, 'e', 'd'),"
                        + " (2, 3600, 7200, 'EUR', 4, 2, 'e', 'd')",
                "INSERT INTO statement_terms VALUES (1, 'prices', 'p.yaml', 'currency: EUR\n')",
                "INSERT INTO statement_line SELECT 1 + n // 2500, n, 'cc', 'team', 'c1', NULL, 'ns', 'uid', 'workload', 'cpu',"
                        + " 'usage', NULL, NULL, 'book',"
                        + " 12345678901234567890.123456789 + n, 'core-hours', 99999999999999999999999999999 + n"
                        + " FROM range(5000) t(n)");
    }

    private static Map<String, List<String>> content(Ledger ledger) {
        Map<String, List<String>> content = new TreeMap<>();
        for (BookTable table : BookTable.ALL) {
            content.put(
                    table.name(),
                    ledger.read(connection -> Seals.rows(
                            connection,
                            "SELECT * FROM " + table.name() + " WHERE " + table.where() + " ORDER BY ALL")));
        }
        return content;
    }

    private void loseTheStore() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(Database.FILE_NAME))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(books)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> books.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_lost_store_leaves_the_books_which_a_fresh_one_takes_over_to_the_last_digit() throws IOException {
        Map<String, List<String>> before;
        try (Ledger ledger = open()) {
            fill(ledger);
            before = content(ledger);
            assertEquals(List.of(), ledger.checkBooks().wrong());
        }
        loseTheStore();
        try (Ledger ledger = open()) {
            assertEquals(before, content(ledger));
            List<String> findings = ledger.recovery().findings();
            assertEquals(
                    1,
                    findings.stream()
                            .filter(
                                    finding -> finding.contains("the books were taken over from their copies")
                                            && finding.contains(
                                                    "1 of meta, 2 of closed_period, 1 of legal_hold, 1 of retired,"
                                                            + " 1 of missing_period, 2 of statement, 1 of statement_terms, 5000 of statement_line"))
                            .count(),
                    findings.toString());
            assertEquals(List.of(), ledger.checkBooks().wrong());
        }
        try (Ledger ledger = open()) {
            assertTrue(ledger.recovery().isClean());
            assertEquals(before, content(ledger));
        }
    }

    @Test
    void a_publication_writes_only_the_lots_that_changed_and_removes_what_they_replaced_after_the_index()
            throws IOException {
        try (Ledger ledger = open()) {
            fill(ledger);
            List<String> first = files();
            assertTrue(first.contains("statement_line/1.g1.jsonl.gz"), first.toString());
            steps.clear();
            write(ledger, "DELETE FROM statement_line WHERE statement_id = 2 AND line = 4999");
            List<String> second = new ArrayList<>(first);
            second.remove("statement_line/2.g1.jsonl.gz");
            second.add("statement_line/2.g2.jsonl.gz");
            assertEquals(second.stream().sorted().toList(), files());
            List<String> durable = steps.stream()
                    .filter(step -> step.contains("jsonl") || step.contains("books.json"))
                    .filter(step -> step.startsWith("after-"))
                    .toList();
            assertEquals(
                    List.of(
                            "after-sync:.2.g2.jsonl.gz.part",
                            "after-rename:2.g2.jsonl.gz",
                            "after-sync:.books.json.part",
                            "after-rename:books.json",
                            "after-delete:2.g1.jsonl.gz"),
                    durable);
            steps.clear();
            write(ledger, "CREATE TABLE other (n INTEGER)");
            assertTrue(steps.stream().noneMatch(step -> step.contains("books")), steps.toString());
        }
    }

    @Test
    void a_damaged_copy_is_named_laid_aside_and_costs_only_its_own_rows() throws IOException {
        try (Ledger ledger = open()) {
            fill(ledger);
        }
        loseTheStore();
        Path damaged = books.resolve("statement_line/1.g1.jsonl.gz");
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 4;
        Files.write(damaged, bytes);
        try (Ledger ledger = open()) {
            assertEquals(2_500, content(ledger).get("statement_line").size());
            assertEquals(2, content(ledger).get("statement").size());
            String findings = ledger.recovery().findings().toString();
            assertTrue(findings.contains(damaged.toString()), findings);
            assertTrue(findings.contains("held 2500 rows of statement_line"), findings);
            assertEquals(List.of(), ledger.checkBooks().wrong());
        }
        try (Stream<Path> all = Files.walk(folder)) {
            assertTrue(all.anyMatch(
                    path -> path.getParent().getFileName().toString().startsWith("set-aside")
                            && path.endsWith("1.g1.jsonl.gz")));
        }
    }

    @Test
    void without_the_index_or_with_a_damaged_one_the_newest_copies_count() throws IOException {
        Map<String, List<String>> before;
        try (Ledger ledger = open()) {
            fill(ledger);
            before = content(ledger);
        }
        Path index = books.resolve(BookIndex.FILE_NAME);
        loseTheStore();
        Files.writeString(index, Files.readString(index).replace("\"rows\":2500", "\"rows\":2501"));
        try (Ledger ledger = open()) {
            assertEquals(before, content(ledger));
            assertTrue(ledger.recovery().findings().toString().contains("does not have its digest"));
        }
        loseTheStore();
        Files.delete(index);
        try (Ledger ledger = open()) {
            assertEquals(before, content(ledger));
            assertTrue(ledger.recovery().findings().toString().contains("is gone; the newest copies"));
        }
    }

    @Test
    void rot_in_a_copy_is_found_by_the_check_and_made_good_from_the_store_at_the_next_start() throws IOException {
        try (Ledger ledger = open()) {
            fill(ledger);
            Path copy = books.resolve("legal_hold/all.g1.jsonl.gz");
            Files.write(copy, new byte[] {1, 2, 3});
            List<String> wrong = ledger.checkBooks().wrong();
            assertEquals(1, wrong.size(), wrong.toString());
            assertTrue(wrong.get(0).contains(copy.toString()), wrong.toString());
        }
        try (Ledger ledger = open()) {
            assertFalse(ledger.recovery().isClean());
            assertEquals(1, content(ledger).get("legal_hold").size());
            assertEquals(List.of(), ledger.checkBooks().wrong());
        }
    }

    @Test
    void what_the_store_lost_with_its_log_comes_back_from_newer_copies() throws IOException {
        try (Ledger ledger = open()) {
            write(ledger, "INSERT INTO closed_period VALUES (0, 3600, 7)");
        }
        Path file = folder.resolve(Database.FILE_NAME);
        byte[] older = Files.readAllBytes(file);
        Map<String, List<String>> after;
        try (Ledger ledger = open()) {
            fill(ledger);
            after = content(ledger);
        }
        Files.write(file, older);
        try (Ledger reading = Ledger.openExisting(data)) {
            assertEquals(after, content(reading));
            assertTrue(reading.recovery().findings().toString().contains("taken over from their copies"));
            write(reading, "CREATE TABLE other (n INTEGER)");
        }
        try (Ledger ledger = open()) {
            assertEquals(after, content(ledger));
        }
    }

    @Test
    void a_publication_that_fails_costs_nothing_and_is_made_up_for() throws IOException {
        List<String> failing = new ArrayList<>();
        Surroundings surroundings = new Surroundings(() -> Long.MAX_VALUE, List.of(), step -> {
            if (failing.contains(step)) {
                throw new IllegalStateException("injected at " + step);
            }
        });
        Map<String, List<String>> before;
        try (Ledger ledger = DuckDbLedger.open(data, LedgerSettings.defaults(), Seals.CLOCK, surroundings)) {
            write(ledger, "INSERT INTO closed_period VALUES (0, 3600, 7)");
            failing.add("before-rename:books.json");
            fill(ledger);
            before = content(ledger);
            failing.clear();
        }
        loseTheStore();
        try (Ledger ledger = open()) {
            assertEquals(before, content(ledger));
        }
    }

    @Test
    void a_store_of_a_later_version_takes_the_columns_that_it_still_has() throws Exception {
        try (Ledger ledger = open()) {
            fill(ledger);
        }
        Path index = books.resolve(BookIndex.FILE_NAME);
        BookIndex.Copy copy = BookIndex.read(books).orElseThrow().copies().stream()
                .filter(each -> each.table().equals("legal_hold"))
                .findFirst()
                .orElseThrow();
        assertTrue(Files.exists(index));
        List<String> lines = BookRows.read(books, copy);
        try (java.sql.Connection connection = java.sql.DriverManager.getConnection("jdbc:duckdb:")) {
            Sql.execute(
                    connection,
                    "CREATE TABLE legal_hold (extra VARCHAR DEFAULT 'new', placed_by VARCHAR, hold_id INTEGER)");
            BookRows.add(connection, BookTable.whole("legal_hold"), lines);
            assertEquals(List.of("new|me|1|"), Seals.rows(connection, "SELECT * FROM legal_hold"));
        }
    }
}
