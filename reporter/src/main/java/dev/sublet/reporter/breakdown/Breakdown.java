package dev.sublet.reporter.breakdown;

import dev.sublet.reporter.table.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Amounts by chosen things. They sum to the statement, exactly and rounded. Immutable.
 *
 * @param keys a column for each name in a row
 * @param measured whether rows have a quantity, which they do when they tell resources apart
 */
public record Breakdown(List<Column> keys, boolean measured, List<Row> rows) {
    /**
     * One sum.
     *
     * @param names one for each key; null where there is none, such as the vcluster of what is outside all vclusters
     * @param quantity in {@code unit}, with nine decimals; null unless measured
     * @param amount in the unit in which the currency is paid
     */
    public record Row(
            List<@Nullable String> names,
            @Nullable BigDecimal quantity,
            @Nullable String unit,
            BigInteger amountNanos,
            BigDecimal amount) {
        public Row {
            names = Collections.unmodifiableList(names);
        }
    }

    public Breakdown {
        keys = List.copyOf(keys);
        rows = List.copyOf(rows);
    }
}
