package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.daemon.Station;
import dev.sublet.http.AuditTokens;
import dev.sublet.http.Health;
import dev.sublet.http.HttpSettings;
import dev.sublet.http.Measures;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.reporter.question.Answerer;
import dev.sublet.reporter.terms.TermsTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no text come from the process that holds the data folder as they come from the ledger itself. */
class BinaryAnswersTest {
    private static final List<String> FORMATS = List.of("xlsx", "pdf", "focus-parquet");

    @TempDir
    private Path folder = Path.of("");

    private Map<String, byte[]> files(String run) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String format : FORMATS) {
            Path file = folder.resolve(run + "." + format);
            Cli ended = Cli.run(
                    "report",
                    "--from",
                    "2026-09-30T00:00:00Z",
                    "--to",
                    "2026-10-01T00:00:00Z",
                    "--format",
                    format,
                    "--prices",
                    folder.resolve("prices.yaml").toString(),
                    "--data",
                    folder.resolve("data").toString(),
                    "-o",
                    file.toString());
            assertEquals(0, ended.exitCode(), ended.err());
            files.put(format, read(file));
        }
        return files;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PDF holds when it was made, also in parts that are packed: only what it begins and ends with is compared. */
    private static String outline(byte[] pdf) {
        String text = new String(pdf, StandardCharsets.ISO_8859_1).strip();
        return text.substring(0, Math.min(8, text.length())) + " " + text.endsWith("%%EOF");
    }

    private Map<String, String> parts(String run) {
        Map<String, String> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(folder.resolve(run + ".xlsx").toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                parts.put(
                        entry.getName(),
                        new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                                .replaceAll("(<dcterms:created[^>]*>)[^<]*<", "$1<"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts;
    }

    @Test
    void a_daemon_answers_with_the_same_workbook_page_and_parquet_file() throws IOException {
        Path data = folder.resolve("data");
        SmallLedger.write(data);
        Files.writeString(
                folder.resolve("prices.yaml"), "currency: USD\nnodes: [{instanceType: t, perHour: 0.1234567}]\n");
        try (Ledger ledger = SmallLedger.open(data)) {
            ledger.write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("INSERT INTO node_span VALUES (9, '" + SmallLedger.CLUSTER
                            + "', 'node-1', 'node', " + SmallLedger.FROM.getEpochSecond()
                            + ", NULL, 4000, 4000, 8388608, 8388608, 0, 't', NULL, NULL, NULL, false, NULL)");
                }
            });
        }
        Map<String, byte[]> local = files("local");
        Map<String, byte[]> asked = new TreeMap<>();
        try (Ledger ledger = SmallLedger.open(data);
                Station station = new Station(
                        data,
                        HttpSettings.loopback(0),
                        new AuditTokens(Map.of()),
                        (source, body) -> {
                            throw new IllegalArgumentException("no audit");
                        },
                        Health.good(),
                        new Measures(),
                        new Answerer(ledger, Clock.systemUTC(), SelectLimits.defaults(), TermsTexts::none)::answer)) {
            assertTrue(station.port() > 0);
            asked.putAll(files("asked"));
        }

        byte[] parquet = local.getOrDefault("focus-parquet", new byte[0]);
        assertEquals("PAR1", new String(Arrays.copyOf(parquet, 4), StandardCharsets.US_ASCII));
        assertArrayEquals(parquet, asked.get("focus-parquet"));
        Map<String, String> workbook = parts("local");
        assertTrue(workbook.size() > 3, workbook.keySet().toString());
        assertEquals(workbook, parts("asked"));
        String page = outline(local.getOrDefault("pdf", new byte[0]));
        assertTrue(page.matches("%PDF-1[.][0-9] true"), page);
        assertEquals(page, outline(asked.getOrDefault("pdf", new byte[0])));
    }
}
