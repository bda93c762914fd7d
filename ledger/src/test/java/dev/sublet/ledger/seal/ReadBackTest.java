package dev.sublet.ledger.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.LedgerException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadBackTest {
    private static final List<String> KEYS = List.of("span_id", "from_s");

    @TempDir
    Path folder;

    private ParquetSamples samples;

    @BeforeEach
    void open() throws SQLException {
        samples = new ParquetSamples();
    }

    @AfterEach
    void close() throws SQLException {
        samples.close();
    }

    @Test
    void usage_files_hold_what_the_database_says_of_their_source() throws Exception {
        samples.execute("CREATE TABLE u AS " + ParquetSamples.usage(50, 1_440));
        Path file = samples.write(folder.resolve("u.parquet"), "SELECT * FROM u ORDER BY span_id, from_s");
        PeriodFacts facts = ReadBack.of(List.of(file), "from_s", KEYS);
        assertEquals(72_000, facts.rows());
        assertEquals(List.of(new FileFacts(72_000, Files.size(file), ReadBack.sha256(file))), facts.files());
        assertEquals(11, facts.sums().size());
        for (ColumnSum sum : facts.sums()) {
            assertEquals(samples.number("SELECT sum(" + sum.column() + ") FROM u"), sum.sum(), sum.column());
            assertEquals(samples.number("SELECT min(" + sum.column() + ") FROM u"), BigInteger.valueOf(sum.smallest()));
            assertEquals(samples.number("SELECT max(" + sum.column() + ") FROM u"), BigInteger.valueOf(sum.largest()));
        }
        List<String> others = List.of(
                "seconds",
                "coverage",
                "cpu_50_core_ms",
                "memory_mib",
                "network_rx_16_kib",
                "network_tx_16_kib",
                "volume_mib",
                "cpu_request_millicores",
                "memory_request_kib",
                "gpu_request");
        Set<String> narrow = new HashSet<>(others);
        narrow.removeAll(List.of("coverage", "memory_request_kib"));
        assertEquals(
                samples.number("SELECT " + RowSum.sql(KEYS, others, Set.of("coverage"), narrow) + " FROM u"),
                facts.rowSum());
        assertEquals(1, facts.days().size());
        assertEquals(ParquetSamples.DAY_S, facts.days().get(0).dayS());
    }

    @Test
    void hours_days_and_months_give_the_same_digests() throws Exception {
        samples.execute("CREATE TABLE u AS " + ParquetSamples.usage(3, 3 * 1_440));
        PeriodFacts month = period("true", "month");
        assertEquals(3, month.days().size());
        for (int day = 0; day < 3; day++) {
            long fromS = ParquetSamples.DAY_S + day * 86_400L;
            PeriodFacts one = period("from_s >= " + fromS + " AND from_s < " + (fromS + 86_400), "day" + day);
            assertEquals(List.of(month.days().get(day)), one.days());
        }
        Path first = samples.write(folder.resolve("p0"), "SELECT * FROM u WHERE span_id < 2 ORDER BY span_id, from_s");
        Path second =
                samples.write(folder.resolve("p1"), "SELECT * FROM u WHERE span_id >= 2 ORDER BY span_id, from_s");
        PeriodFacts parts = ReadBack.of(List.of(first, second), "from_s", KEYS);
        assertEquals(month.days(), parts.days());
        assertEquals(month.rowSum(), parts.rowSum());
        assertEquals(month.sums(), parts.sums());
        assertEquals(2, parts.files().size());
        assertNotEquals(
                month.days(),
                ReadBack.of(List.of(second, first), "from_s", KEYS).days());
    }

    private PeriodFacts period(String where, String name) throws SQLException {
        Path file = samples.write(folder.resolve(name), "SELECT * FROM u WHERE " + where + " ORDER BY span_id, from_s");
        return ReadBack.of(List.of(file), "from_s", KEYS);
    }

    @Test
    void texts_nulls_booleans_and_decimals_are_read_as_documented() throws Exception {
        samples.execute("CREATE TABLE e AS SELECT * FROM (VALUES"
                + " ('a', 1::BIGINT, 1759968000000000::BIGINT, NULL, true, 12345678901234567890123::DECIMAL(38,0), 200::INTEGER),"
                + " ('bé', 2, 1759968000000001, 'x', false, -7, NULL),"
                + " (NULL, 3, 1760054400000000, '', NULL, NULL, -5)) rows(id, n, stage_us, note, ok, big, code)");
        Path file = samples.write(folder.resolve("e.parquet"), "SELECT * FROM e ORDER BY n");
        PeriodFacts facts = ReadBack.of(List.of(file), "stage_us", List.of("id", "n"));
        assertEquals(
                List.of("n", "stage_us", "code"),
                facts.sums().stream().map(ColumnSum::column).toList());
        assertEquals(
                new ColumnSum("code", BigInteger.valueOf(195), -5, 200),
                facts.sums().get(2));
        assertEquals(List.of(2L, 1L), facts.days().stream().map(DayDigest::rows).toList());
        assertEquals(third(), facts.days().get(1).digest());
        Path small = samples.write(folder.resolve("s.parquet"), "SELECT * EXCLUDE (big) FROM e ORDER BY n");
        assertEquals(
                samples.number("SELECT "
                        + RowSum.sql(
                                List.of("id", "n"),
                                List.of("stage_us", "note", "ok", "code"),
                                Set.of("id", "note"),
                                Set.of("code"))
                        + " FROM e"),
                ReadBack.of(List.of(small), "stage_us", List.of("id", "n")).rowSum());
    }

    /** The digest of the third row, by hand: NULL, 3, its time, '', NULL, NULL, -5. */
    private static String third() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(500);
        for (String name : List.of("id", "n", "stage_us", "note", "ok", "big", "code")) {
            bytes.putInt(name.length()).put(name.getBytes(StandardCharsets.UTF_8));
        }
        bytes.put((byte) 0b011_0001)
                .putLong(3)
                .putLong(1_760_054_400_000_000L)
                .putInt(0)
                .putLong(-5);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(bytes.array(), 0, bytes.position());
        return HexFormat.of().formatHex(sha256.digest());
    }

    @Test
    void a_file_without_rows_is_empty_and_no_files_are_nothing() throws Exception {
        Path file = samples.write(folder.resolve("none.parquet"), ParquetSamples.usage(1, 5) + " WHERE i < 0");
        PeriodFacts facts = ReadBack.of(List.of(file), "from_s", KEYS);
        assertEquals(0, facts.rows());
        assertEquals(List.of(), facts.days());
        assertEquals(BigInteger.ZERO, ReadBack.of(List.of(), "from_s", KEYS).rowSum());
    }

    @Test
    void a_missing_a_foreign_and_an_unknown_file_are_named_in_one_line() throws Exception {
        Path text = Files.writeString(folder.resolve("text.parquet"), "this is\nno parquet at all");
        Path doubles = samples.write(folder.resolve("d.parquet"), "SELECT 1::BIGINT AS from_s, 0.5::DOUBLE AS span_id");
        Path other = samples.write(folder.resolve("o.parquet"), "SELECT 1::BIGINT AS at_s");
        for (Path file : List.of(folder.resolve("gone.parquet"), text, doubles, other)) {
            LedgerException refusal =
                    assertThrows(LedgerException.class, () -> ReadBack.of(List.of(file), "from_s", KEYS));
            assertTrue(String.valueOf(refusal.getMessage()).contains(file.toString()), refusal::getMessage);
            assertEquals(1, String.valueOf(refusal.getMessage()).lines().count());
        }
    }

    @Test
    void damage_is_an_error_or_shows_in_what_was_read_and_never_hangs() throws Exception {
        Path file = samples.write(
                folder.resolve("u.parquet"), ParquetSamples.usage(4, 1_440) + " ORDER BY span_id, from_s");
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(20_261_122);
        List<String> errors = new ArrayList<>();
        Path damaged = folder.resolve("damaged.parquet");
        for (int attempt = 0; attempt < 200; attempt++) {
            byte[] bytes = whole.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            // Every fourth time in the footer, where lengths stand.
            if (attempt % 4 == 0) {
                bytes[bytes.length - 9 - random.nextInt(600)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(damaged, bytes);
            try {
                PeriodFacts read = ReadBack.of(List.of(damaged), "from_s", KEYS);
                assertNotEquals(ReadBack.sha256(file), read.files().get(0).sha256());
            } catch (LedgerException e) {
                errors.add(String.valueOf(e.getMessage()));
            }
        }
        assertTrue(errors.size() > 30, () -> errors.size() + " of 200 refused");
        errors.forEach(error -> assertEquals(1, error.lines().count(), error));
    }
}
