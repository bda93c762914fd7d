package dev.sublet.ledger.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple4;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.junit.jupiter.api.Test;

class RowSumTest {
    private static final List<String> KEYS = List.of("k1", "k2");
    private static final List<String> OTHERS = List.of("v1", "v2");

    @Property(tries = 60)
    void java_and_sql_give_the_same_number(
            @ForAll @Size(max = 20) List<@WithNull(0.1) Long> longs, @ForAll @Size(min = 1, max = 9) List<String> texts)
            throws Exception {
        Path file = Files.createTempFile("row-sum", ".parquet");
        try (ParquetSamples samples = new ParquetSamples()) {
            samples.execute("CREATE TABLE t (k1 BIGINT, k2 VARCHAR, v1 BIGINT, v2 INTEGER, from_s BIGINT)");
            for (int row = 0; row < longs.size(); row++) {
                String text = texts.get(row % texts.size()).replace("'", "''").replace("\0", "");
                insert(samples, Tuple.of(longs.get(row), text, longs.get(longs.size() - 1 - row), row));
            }
            samples.write(file, "SELECT * FROM t");
            PeriodFacts facts = ReadBack.of(List.of(file), "from_s", KEYS);
            List<String> others = List.of("v1", "v2", "from_s");
            assertEquals(
                    samples.number("SELECT " + RowSum.sql(KEYS, others, Set.of("k2"), Set.of("v2")) + " FROM t"),
                    facts.rowSum());
        } finally {
            Files.delete(file);
        }
    }

    private static void insert(ParquetSamples samples, Tuple4<Long, String, Long, Integer> row) throws SQLException {
        String surrogateFree = row.get2()
                .codePoints()
                .filter(point -> point < 0xd800 || point > 0xdfff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        samples.execute("INSERT INTO t VALUES (" + row.get1() + ", '" + surrogateFree + "', " + row.get3() + ", "
                + row.get4() + ", 0)");
    }

    @Test
    void values_that_change_places_between_keys_change_the_sum_although_no_column_sum_changes() throws Exception {
        assertNotEquals(of("(1, 'a', 5, 7), (2, 'a', 6, 7)"), of("(1, 'a', 6, 7), (2, 'a', 5, 7)"));
        assertEquals(of("(1, 'a', 5, 7), (2, 'a', 6, 7)"), of("(2, 'a', 6, 7), (1, 'a', 5, 7)"));
    }

    @Test
    void the_widest_row_of_the_largest_values_does_not_overflow() throws Exception {
        String columns = String.join(", ", Collections.nCopies(1, "9223372036854775807 AS c"));
        List<String> all = Collections.nCopies(RowSum.COLUMNS_MAX, "c");
        try (ParquetSamples samples = new ParquetSamples()) {
            BigInteger sum = samples.number("SELECT " + RowSum.sql(all, all, Set.of(), Set.of()) + " FROM (SELECT "
                    + columns + " FROM range(1000))");
            assertEquals(0, sum.mod(BigInteger.valueOf(1000)).intValue());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> RowSum.sql(Collections.nCopies(RowSum.COLUMNS_MAX + 1, "c"), OTHERS, Set.of(), Set.of()));
    }

    @Test
    void numbers_of_32_bits_count_as_they_are_also_at_their_ends() throws Exception {
        Path file = Files.createTempFile("row-sum", ".parquet");
        try (ParquetSamples samples = new ParquetSamples()) {
            samples.execute("CREATE TABLE t AS SELECT * FROM (VALUES (1::BIGINT, (-2147483648)::INTEGER, 0::BIGINT),"
                    + " (2, 2147483647, 0), (3, -2147483647, 0), (4, NULL, 0)) rows(k1, v1, from_s)");
            samples.write(file, "SELECT * FROM t");
            assertEquals(
                    samples.number("SELECT "
                            + RowSum.sql(List.of("k1"), List.of("v1", "from_s"), Set.of(), Set.of("v1")) + " FROM t"),
                    ReadBack.of(List.of(file), "from_s", List.of("k1")).rowSum());
        } finally {
            Files.delete(file);
        }
    }

    private static BigInteger of(String rows) throws SQLException {
        try (ParquetSamples samples = new ParquetSamples()) {
            return samples.number("SELECT " + RowSum.sql(KEYS, OTHERS, Set.of("k2"), Set.of()) + " FROM (VALUES " + rows
                    + ") t(k1, k2, v1, v2)");
        }
    }
}
