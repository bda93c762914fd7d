package dev.sublet.ledger.seal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What rows are, as the database that holds them says: to be equal to what reading the files back finds. Sums by column and
 * the {@link RowSum}.
 */
public record SourceFacts(long rows, List<ColumnSum> sums, BigInteger rowSum) {
    public SourceFacts {
        sums = List.copyOf(sums);
    }

    public static SourceFacts none() {
        return new SourceFacts(0, List.of(), BigInteger.ZERO);
    }

    public SourceFacts withoutRowSum() {
        return new SourceFacts(rows, sums, BigInteger.ZERO);
    }

    /** Of two sets of rows together. */
    public SourceFacts plus(SourceFacts other) {
        if (rows == 0) {
            return other;
        }
        if (other.rows == 0) {
            return this;
        }
        Map<String, ColumnSum> byColumn = new LinkedHashMap<>();
        sums.forEach(sum -> byColumn.put(sum.column(), sum));
        other.sums.forEach(sum -> byColumn.merge(sum.column(), sum, SourceFacts::plus));
        return new SourceFacts(rows + other.rows, new ArrayList<>(byColumn.values()), rowSum.add(other.rowSum));
    }

    private static ColumnSum plus(ColumnSum one, ColumnSum other) {
        return new ColumnSum(
                one.column(),
                one.sum().add(other.sum()),
                Math.min(one.smallest(), other.smallest()),
                Math.max(one.largest(), other.largest()));
    }

    /** What of the files differs from these rows, for a message; empty when nothing does. */
    public List<String> differences(PeriodFacts read) {
        List<String> differences = new ArrayList<>();
        if (read.rows() != rows) {
            differences.add("rows " + read.rows() + " instead of " + rows);
        }
        if (!read.rowSum().equals(rowSum)) {
            differences.add("row sum " + read.rowSum() + " instead of " + rowSum);
        }
        if (rows > 0 && read.rows() > 0 && !read.sums().equals(sums)) {
            differences.add("column sums " + read.sums() + " instead of " + sums);
        }
        return differences;
    }
}
