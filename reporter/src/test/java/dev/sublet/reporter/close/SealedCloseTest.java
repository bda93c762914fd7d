package dev.sublet.reporter.close;

import static dev.sublet.reporter.support.Fixture.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerKeeper;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.verify.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real ledger folder: rows move into sealed files, files are put together and copied, and a close stays what it was. */
class SealedCloseTest {
    private static final long END = T0 + 2 * November.DAY;
    private static final Terms TERMS = Terms.parse(November.terms(November.prices("0.21"), November.OWNERS)
            .orElse(TermsTexts.of(
                    TermsFile.CALENDAR,
                    new NamedText(
                            "calendar.yaml",
                            "periods: [{name: first, from: 2026-11-01, to: 2026-11-02},"
                                    + " {name: second, from: 2026-11-02, to: 2026-11-03}]"))));
    private static final Clock CLOCK = November.clock("2026-11-03T09:00:00Z");

    private static Ledger open(Path folder) {
        return Ledger.open(folder, LedgerSettings.defaults(), CLOCK);
    }

    private static List<Check> failed(Ledger ledger) {
        return CloseChecks.run(ledger, null).stream()
                .filter(check -> !check.ok())
                .toList();
    }

    /** Two days of the fleet, copied into the tables of a real ledger. */
    private static void fill(Ledger ledger, Path folder) throws IOException {
        Path files = Files.createDirectories(folder.resolve(Path.of("ledger", "sealed", "_export", "rows")));
        List<String> tables = List.of(
                "cluster",
                "node_span",
                "pod_span",
                "volume_span",
                "service_span",
                "vcluster_span",
                "owner_span",
                "unseen_usage",
                "usage_final");
        try (HandLedger hand = November.ledger()) {
            hand.sql("UPDATE cluster SET last_tick_s = " + END + "; DELETE FROM usage_final WHERE from_s >= " + END
                    + "; UPDATE usage_final SET cpu_core_ms = cpu_core_ms // 60000 * 60000; DELETE FROM service_span; DELETE FROM unseen_usage WHERE from_s >= "
                    + END);
            tables.forEach(
                    table -> hand.sql("COPY " + table + " TO '" + files.resolve(table) + ".parquet' (FORMAT parquet)"));
            assertEquals(true, hand.read(connection -> true));
        }
        ledger.write(connection -> {
            for (String table : tables) {
                Rows.execute(
                        connection,
                        "INSERT INTO " + table + " BY NAME SELECT * FROM read_parquet('" + files.resolve(table)
                                + ".parquet')");
            }
            return tables;
        });
    }

    @Test
    void a_close_is_proven_after_sealing_and_compaction_and_on_another_machine(
            @TempDir Path folder, @TempDir Path elsewhere) throws IOException, SQLException {
        try (Ledger ledger = open(folder)) {
            fill(ledger, folder);
        }
        String digest;
        try (Ledger ledger = open(folder)) {
            Closing closing = new Closing(ledger, ledger, CLOCK);
            closing.prepare("first", TERMS, CloseLimits.standard(), "ada");
            digest = closing.approve("first", TERMS, "bob").digest();
            assertEquals(List.of(), failed(ledger));

            int steps = 0;
            while (ledger.upkeep(LedgerKeeper.Due.NOW).isPresent()) {
                steps++;
                assertTrue(steps < 2_000, "upkeep does not end");
            }
            assertTrue(steps > 0, "nothing was sealed");
            assertEquals(List.of(), failed(ledger));
        }

        copy(folder, elsewhere);
        try (Ledger ledger = open(elsewhere)) {
            assertEquals(List.of(), failed(ledger));
            assertEquals(
                    digest,
                    ledger.read(connection -> CloseStore.all(connection).get(0).digest()));
        }
        change(elsewhere);
        try (Ledger ledger = open(elsewhere)) {
            assertFalse(failed(ledger).isEmpty());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** One number of one row of one sealed file: a whole file with another number in it. */
    private static void change(Path folder) throws IOException, SQLException {
        Path file;
        try (Stream<Path> files = Files.walk(folder.resolve(Path.of("ledger", "sealed", "usage_hour")))) {
            file = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
        Path changed = file.resolveSibling("changed");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT * REPLACE (billable_memory_kib_s + CASE WHEN row_number() OVER () = 1 THEN 1"
                            + " ELSE 0 END AS billable_memory_kib_s) FROM read_parquet('" + file + "')) TO '" + changed
                            + "' (FORMAT parquet)");
        }
        Files.move(changed, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
