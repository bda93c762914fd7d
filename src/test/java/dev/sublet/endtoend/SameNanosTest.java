package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Answerer;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.ReportFormat;
import dev.sublet.reporter.question.ReportOptions;
import dev.sublet.reporter.question.ReportQuestion;
import dev.sublet.reporter.question.UsageQuestion;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsFiles;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.reporter.usage.UsagePer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two weeks of the simulated fleet at the turn of a month: a vcluster changes its owner, another one is paused, a month ends. Some rows come
 * late, after their month was put together.
 */
class SameNanosTest {
    private static final Instant FROM = Instant.parse("2026-10-14T22:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-01T02:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-01T06:00:00Z");
    private static final List<String> FORMATS = List.of("table", "csv", "json");
    /** Holds every number that the others do, which are asked for before sealing, after it, after compaction and with late rows. */
    private static final List<String> JSON = List.of("json");

    /** Rows of some pods around the pause, and before the month ended. */
    private static final String LATE = """
            span_id %% 3 = 0 AND (from_s BETWEEN %d AND %d OR from_s BETWEEN %d AND %d)
            """.formatted(
                    Instant.parse("2026-10-20T17:00:00Z").getEpochSecond(),
                    Instant.parse("2026-10-20T19:59:59Z").getEpochSecond(),
                    Instant.parse("2026-10-31T22:30:00Z").getEpochSecond(),
                    Instant.parse("2026-10-31T23:59:59Z").getEpochSecond());

    @TempDir
    private Path folder = Path.of("");

    private static String answer(Path data, List<String> question, String format) {
        List<String> args = new ArrayList<>(question);
        args.addAll(List.of("--format", format, "--data", data.toString()));
        Cli ended = Cli.run(args.toArray(String[]::new));
        assertEquals(0, ended.exitCode(), ended.err());
        return ended.out();
    }

    /** Every answer of the window, by question and format. The ledger is opened once for all. */
    private static Map<String, String> answers(Path data, List<String> formats) {
        Map<String, String> answers = new TreeMap<>();
        Period window = Period.of(FROM, TO);
        try (Ledger ledger = Ledger.openExisting(data)) {
            Answerer answerer =
                    new Answerer(ledger, Clock.systemUTC(), SelectLimits.defaults(), () -> TermsFiles.in(data));
            for (String format : formats) {
                Format written = Format.valueOf(format.toUpperCase(Locale.ROOT));
                for (Question question : List.of(
                        new ReportQuestion(window, TermsTexts.none(), ReportFormat.parse(format), ReportOptions.none()),
                        new UsageQuestion(UsagePer.POD, window.fromS(), window.toS(), written))) {
                    Answer answer = answerer.answer(question);
                    assertEquals(0, answer.exitCode(), answer.problem());
                    answers.put(question.getClass().getSimpleName() + " as " + format, answer.text());
                }
            }
        }
        return answers;
    }

    private static void assertSame(Map<String, String> expected, Path data, List<String> formats, String when) {
        answers(data, formats)
                .forEach((question, answer) ->
                        assertEquals(expected.get(question), answer, question + ", " + when + ", is another one"));
    }

    private static void assertFiles(Path data, String level, String table, boolean some) {
        String found = answer(
                data,
                List.of(
                        "query",
                        "SELECT count(*) AS n FROM sealed_file WHERE level = '" + level + "' AND table_name = '" + table
                                + "'"),
                "csv");
        assertEquals(some, !found.endsWith("n\n0\n") && !found.endsWith("n\r\n0\r\n"), level + " " + found);
    }

    @Test
    void the_same_window_reported_before_sealing_after_it_and_after_compaction_is_equal_to_the_nano()
            throws IOException {
        Path whole = folder.resolve("whole");
        Path kept = folder.resolve("kept");
        SimulatedLedger.write(
                whole,
                NOW,
                FROM.minus(Duration.ofHours(2)).plusSeconds(17 * 60),
                Duration.ofMinutes(15),
                ZoneOffset.UTC);
        SimulatedLedger.copy(whole, kept);
        SimulatedLedger.sql(
                kept,
                "CREATE TABLE late AS SELECT * FROM usage_final WHERE " + LATE,
                "DELETE FROM usage_final WHERE " + LATE);
        Map<String, String> complete = answers(whole, FORMATS);
        Map<String, String> before = answers(kept, FORMATS);
        assertNotEquals(complete.get("ReportQuestion as json"), before.get("ReportQuestion as json"));

        assertTrue(SimulatedLedger.upkeep(kept, Instant.parse("2026-10-15T12:31:00Z")) > 0);
        assertFiles(kept, "hour", "usage", true);
        assertSame(before, kept, JSON, "when the first hours were sealed");
        assertTrue(SimulatedLedger.upkeep(kept, Instant.parse("2026-10-20T20:31:00Z")) > 0);
        assertFiles(kept, "day", "usage", true);
        assertSame(before, kept, JSON, "when days were sealed, and the hours of one more");
        assertTrue(SimulatedLedger.upkeep(kept, Instant.parse("2026-11-01T05:31:00Z")) > 0);
        assertFiles(kept, "hour", "usage", true);
        assertSame(before, kept, FORMATS, "when all of the window was sealed");
        assertTrue(SimulatedLedger.upkeep(kept, Instant.parse("2026-11-02T01:01:00Z")) > 0);
        assertFiles(kept, "month", "usage", true);
        assertFiles(kept, "month", "usage_hour", true);
        assertFiles(kept, "month", "pod_span", true);
        assertSame(before, kept, FORMATS, "when the month was put together");

        SimulatedLedger.sql(kept, "INSERT INTO usage_final SELECT * FROM late", "DROP TABLE late");
        assertSame(complete, kept, FORMATS, "when late rows were back");
        assertTrue(SimulatedLedger.upkeep(kept, Instant.parse("2026-11-02T01:01:00Z")) > 0);
        assertFiles(kept, "day", "usage", true);
        assertSame(complete, kept, JSON, "when late rows were sealed beside the month");
        answer(kept, List.of("compact"), "json");
        assertFiles(kept, "day", "usage", false);
        assertSame(complete, kept, FORMATS, "when late rows were in a new generation of the month");
        Cli proven = Cli.run("verify", "--data", kept.toString());
        assertEquals(0, proven.exitCode(), proven.out());
    }
}
