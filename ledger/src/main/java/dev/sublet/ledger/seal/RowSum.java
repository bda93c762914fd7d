package dev.sublet.ledger.seal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One number for a set of rows that does not depend on their order and changes when values move from one key to another,
 * which sums by column would not notice. Java and SQL compute the same, so that rows in a database can be compared with rows in
 * a file.
 *
 * <p>For a row let {@code A = 1 + Σ f(i) × (key_i mod M)} and {@code V = 1 + Σ f(j) × (value_j mod M)}, M = 2^31 − 1. The row
 * sum is {@code Σ (A mod M) × (V mod 2147483629)} over all rows. Remainders have the sign of the dividend. An integer of at most
 * 32 bits counts as it is, for a remainder costs more than all else here. Text counts as its
 * length in UTF-8 bytes, true as 1, false as 0, null as {@value #NULL}, a DECIMAL as its unscaled number. Factors are below 2^20 and columns at most {@value
 * #COLUMNS_MAX}, so that A and V stay below 2^58 and no BIGINT overflows. It finds mistakes, not forgery: that is what digests are
 * for.
 */
public final class RowSum {
    static final long M = 2_147_483_647L;
    private static final long VALUE_M = 2_147_483_629L;
    static final long NULL = 1_000_003;
    static final int COLUMNS_MAX = 64;

    private final Wide total = new Wide();

    /**
     * The SQL aggregate over rows, HUGEINT; null when there are no rows. The others must come in the files' order of columns.
     *
     * @param texts columns of text
     * @param narrow integer columns of at most 32 bits
     */
    public static String sql(List<String> keys, List<String> others, Set<String> texts, Set<String> narrow) {
        return "sum(((" + part(keys, texts, narrow) + ") % " + M + ") * ((" + part(others, texts, narrow) + ") % "
                + VALUE_M + "))";
    }

    private static String part(List<String> columns, Set<String> texts, Set<String> narrow) {
        refuseTooMany(columns.size());
        List<String> terms = new ArrayList<>(List.of("1::BIGINT"));
        for (int index = 0; index < columns.size(); index++) {
            String column = columns.get(index);
            String quoted = '"' + column.replace("\"", "\"\"") + '"';
            String value = texts.contains(column) ? "strlen(" + quoted + ")" : quoted + "::BIGINT";
            if (!texts.contains(column) && !narrow.contains(column)) {
                value += " % " + M;
            }
            terms.add(factor(index) + " * coalesce(" + value + ", " + NULL + ")");
        }
        return String.join(" + ", terms);
    }

    private static void refuseTooMany(int columns) {
        if (columns > COLUMNS_MAX) {
            throw new IllegalArgumentException(columns + " columns; a row sum takes at most " + COLUMNS_MAX);
        }
    }

    static long factor(int index) {
        refuseTooMany(index + 1);
        return 1 + (index + 1) * 611_953L % 1_048_573;
    }

    /** Adds one row of which A and V are known. */
    void add(long a, long v) {
        total.add((a % M) * (v % VALUE_M));
    }

    BigInteger value() {
        return total.value();
    }
}
