package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongUseTest {
    @TempDir
    private Path folder = Path.of("");

    private static void assertOneLine(int exitCode, String part, Cli ended) {
        assertEquals(exitCode, ended.exitCode(), ended.err());
        assertEquals("", ended.out());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(ended.err().startsWith("sublet: "), ended.err());
        assertTrue(ended.err().contains(part), ended.err());
    }

    private void emptyLedger() {
        Ledger.open(folder, LedgerSettings.defaults(), Clock.systemUTC()).close();
    }

    @Test
    void the_overview_names_every_command_and_nothing_more() {
        Cli overview = Cli.run();
        assertEquals(0, overview.exitCode());
        for (String command : new String[] {
            "demo",
            "run",
            "replay",
            "report",
            "overhead",
            "usage",
            "verify",
            "query",
            "audit",
            "compact",
            "export",
            "hold"
        }) {
            assertTrue(overview.out().contains("  " + command + " "), command);
        }
        assertFalse(overview.out().contains("backfill"));
        assertEquals(0, Cli.run("--help").exitCode());
        assertTrue(Cli.run("--version").out().startsWith("sublet "));
    }

    @Test
    void misspelt_commands_options_and_values_are_one_line_with_exit_code_2() {
        assertOneLine(2, "repotr", Cli.run("repotr"));
        assertOneLine(2, "--by", Cli.run("usage", "--by", "team"));
        assertOneLine(2, "--frm", Cli.run("usage", "--frm", "x"));
        assertOneLine(2, "subcommand", Cli.run("audit"));
        assertOneLine(2, "subcommand", Cli.run("hold"));
        assertOneLine(2, "--config", Cli.run("run"));
        assertOneLine(2, "2026-13", Cli.run("report", "--month", "2026-13", "--data", folder.toString()));
        assertOneLine(2, "yesterday", Cli.run("usage", "--from", "yesterday", "--data", folder.toString()));
        assertOneLine(2, "exclude", Cli.run("report", "--month", "2026-11", "--from", "2026-11-01"));
        assertOneLine(2, "nothere.yaml", Cli.run("report", "--prices", "nothere.yaml", "--data", folder.toString()));
        assertOneLine(
                2,
                "nothere.yaml is not there; name the right file with --draft\n",
                Cli.run("report", "--draft", "nothere.yaml", "--data", folder.toString()));
        assertOneLine(
                2,
                "nothere.yaml is not there; name the right file with --draft-prices\n",
                Cli.run("report", "--draft-prices", "nothere.yaml", "--data", folder.toString()));
    }

    @Test
    void a_hint_names_the_whole_command() {
        assertOneLine(2, "; see sublet dispute open --help\n", Cli.run("dispute", "open", "--nonsense"));
        assertOneLine(2, "; see sublet bill --help\n", Cli.run("bill"));
        assertOneLine(2, "; see sublet adjust --help\n", Cli.run("adjust", "--cost-center", "a"));
        assertOneLine(2, "; see sublet --help\n", Cli.run("repotr"));
    }

    @Test
    void a_command_that_reads_makes_no_ledger() {
        Path nowhere = folder.resolve("nowhere");
        assertOneLine(2, "no data folder", Cli.run("usage", "--data", nowhere.toString()));
        assertFalse(Files.exists(nowhere));
        assertOneLine(2, "no ledger", Cli.run("usage", "--data", folder.toString()));
        assertFalse(Files.exists(folder.resolve("ledger")));
    }

    @Test
    void a_report_without_a_price_book_or_data_says_what_is_missing() throws IOException {
        emptyLedger();
        String data = folder.toString();
        assertOneLine(2, "no price book", Cli.run("report", "--month", "2026-11", "--data", data));
        Files.writeString(folder.resolve("prices.yaml"), "{currency: USD, nodes: [{instanceType: t, perHour: 1}]}");
        assertOneLine(2, "2026-11", Cli.run("report", "--month", "2026-11", "--data", data));
        Files.writeString(
                folder.resolve("prices.yaml"),
                "{currency: USD, nodes: [{name: n, perHour: 1}, {name: n, perHour: 2}]}");
        assertOneLine(2, "same time", Cli.run("report", "--month", "2026-11", "--data", data));
    }

    @Test
    void a_query_may_only_read_the_ledger() throws IOException {
        emptyLedger();
        Path secret = folder.resolve("secret.csv");
        Files.writeString(secret, "a\n1\n");
        String data = folder.toString();
        assertOneLine(2, "", Cli.run("query", "DROP TABLE tick", "--data", data));
        assertOneLine(2, "", Cli.run("query", "SELECT * FROM '" + secret + "'", "--data", data));
        assertOneLine(2, "", Cli.run("query", "SELECT 1; SELECT 2", "--data", data));
        assertOneLine(2, "", Cli.run("query", "SELECT nonsense", "--data", data));
        Cli good = Cli.run("query", "SELECT 1 AS a, 2.50 AS b, NULL AS c", "--data", data, "--format", "json");
        assertEquals("[{\"a\":1,\"b\":2.50,\"c\":null}]", good.out().replaceAll("\\s", ""));
    }

    @Test
    void a_ledger_of_a_newer_schema_is_left_alone() {
        try (Ledger ledger = Ledger.open(folder, LedgerSettings.defaults(), Clock.systemUTC())) {
            ledger.write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("UPDATE meta SET value = '999' WHERE key LIKE '%schema%'");
                }
            });
        }
        assertOneLine(3, "999", Cli.run("usage", "--data", folder.toString()));
    }

    @Test
    void a_demo_never_mixes_with_real_data() {
        try (Ledger ledger = Ledger.open(folder, LedgerSettings.defaults(), Clock.systemUTC())) {
            ledger.write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("INSERT INTO cluster VALUES ('u', 'real', 0, 0, 60)");
                }
            });
        }
        assertOneLine(2, "real data", Cli.run("demo", "--once", "--data", folder.toString()));
        assertTrue(Files.exists(folder.resolve("ledger")));
    }
}
