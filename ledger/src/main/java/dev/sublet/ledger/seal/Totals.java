package dev.sublet.ledger.seal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums by column and the {@link RowSum} of row groups. For one thread. */
final class Totals {
    private static final BigInteger M = BigInteger.valueOf(RowSum.M);

    private final List<String> keys;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final RowSum rowSum = new RowSum();

    private static final class Column {
        private final Wide sum = new Wide();
        private long smallest = Long.MAX_VALUE;
        private long largest = Long.MIN_VALUE;

        private void add(ColumnValues values, int rows) {
            long least = Long.MAX_VALUE;
            long most = Long.MIN_VALUE;
            for (int row = 0; row < rows; row++) {
                if (!values.anyNull || !values.nulls[row]) {
                    long number = values.numbers[row];
                    least = Math.min(least, number);
                    most = Math.max(most, number);
                }
            }
            smallest = Math.min(smallest, least);
            largest = Math.max(largest, most);
            // Null stands as 0 in numbers. A row group's values of half the width cannot overflow together.
            if (least >= Integer.MIN_VALUE && most <= Integer.MAX_VALUE) {
                long part = 0;
                for (int row = 0; row < rows; row++) {
                    part += values.numbers[row];
                }
                sum.add(part);
            } else {
                for (int row = 0; row < rows; row++) {
                    sum.add(values.numbers[row]);
                }
            }
        }

        private ColumnSum result(String name) {
            boolean empty = smallest > largest;
            return new ColumnSum(name, sum.value(), empty ? 0 : smallest, empty ? 0 : largest);
        }
    }

    Totals(List<String> keys) {
        this.keys = keys;
    }

    void add(List<ColumnValues> group, int rows) {
        long[] a = new long[rows];
        long[] v = new long[rows];
        Arrays.fill(a, 1);
        Arrays.fill(v, 1);
        int others = 0;
        for (ColumnValues values : group) {
            if (values.kind == ColumnValues.Kind.INTEGER) {
                columns.computeIfAbsent(values.name, name -> new Column()).add(values, rows);
            }
            int key = keys.indexOf(values.name);
            addTerms(values, rows, RowSum.factor(key >= 0 ? key : others++), key >= 0 ? a : v);
        }
        for (int row = 0; row < rows; row++) {
            rowSum.add(a[row], v[row]);
        }
    }

    private static void addTerms(ColumnValues values, int rows, long factor, long[] into) {
        if (values.narrow && !values.anyNull) {
            long[] numbers = values.numbers;
            for (int row = 0; row < rows; row++) {
                into[row] += factor * numbers[row];
            }
        } else if (values.isNumber && !values.anyNull) {
            long[] numbers = values.numbers;
            for (int row = 0; row < rows; row++) {
                into[row] += factor * modulo(numbers[row]);
            }
        } else {
            for (int row = 0; row < rows; row++) {
                into[row] += factor * term(values, row);
            }
        }
    }

    private static long modulo(long value) {
        // A division costs ten times the comparison, and nearly every value is smaller.
        return value >= 0 && value < RowSum.M ? value : value % RowSum.M;
    }

    private static long term(ColumnValues values, int row) {
        if (values.nulls[row]) {
            return RowSum.NULL;
        }
        return switch (values.kind) {
            case INTEGER, BOOLEAN -> values.narrow ? values.numbers[row] : modulo(values.numbers[row]);
            case TEXT -> values.bytes[row].length;
            case BIG_DECIMAL -> new BigInteger(values.bytes[row]).remainder(M).longValue();
        };
    }

    List<ColumnSum> sums() {
        List<ColumnSum> sums = new ArrayList<>();
        columns.forEach((name, column) -> sums.add(column.result(name)));
        return sums;
    }

    BigInteger rowSum() {
        return rowSum.value();
    }
}
