package dev.sublet.reporter.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows under named columns, to be written for people or programs. A cell is text, a boolean, an exact number (Integer,
 * Long, BigInteger, BigDecimal), a JSON tree, or null. Not thread-safe while it is filled.
 */
public final class Table {
    private final List<Column> columns;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    public Table(List<Column> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table needs a column");
        }
        this.columns = List.copyOf(columns);
    }

    public static Table of(Column... columns) {
        return new Table(Arrays.asList(columns));
    }

    /** Adds a row with a cell for each column. */
    public Table row(@Nullable Object... cells) {
        return row(Arrays.asList(cells));
    }

    public Table row(List<? extends @Nullable Object> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(Collections.unmodifiableList(new ArrayList<@Nullable Object>(cells)));
        return this;
    }

    /** Adds a line across the table; programs do not see it. */
    public Table rule() {
        rows.add(List.of());
        return this;
    }

    public List<Column> columns() {
        return columns;
    }

    /** The rows in order; an empty one is a rule. */
    List<List<@Nullable Object>> rows() {
        return rows;
    }

    public String write(Format format) {
        return write(format, Numbers.PLAIN);
    }

    /** Likewise with a locale's decimal sign; JSON has none. */
    public String write(Format format, Numbers numbers) {
        return switch (format) {
            case TABLE -> TextTable.write(this, numbers);
            case CSV -> CsvTable.write(this, numbers);
            case JSON -> JsonTable.write(this);
        };
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Text that a tenant may have chosen, fit for a terminal. */
    public static String printable(@Nullable String text) {
        return TextTable.printable(text);
    }

    /** Text that a spreadsheet takes for text, whatever it begins with. */
    public static String harmless(String text) {
        return CsvTable.neutral(text);
    }

    /** A cell as plain text: numbers exact and without exponent, null as nothing. */
    static String plain(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        return cell instanceof BigDecimal decimal ? decimal.toPlainString() : cell.toString();
    }

    static boolean isNumber(@Nullable Object cell) {
        return cell instanceof Long
                || cell instanceof Integer
                || cell instanceof BigInteger
                || cell instanceof BigDecimal;
    }
}
