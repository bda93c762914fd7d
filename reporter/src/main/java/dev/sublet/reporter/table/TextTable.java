package dev.sublet.reporter.table;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table for people: aligned columns, numbers to the right. */
final class TextTable {
    private static final String GAP = "  ";

    private TextTable() {}

    static String write(Table table, Numbers numbers) {
        List<Column> columns = table.columns();
        int[] widths = widths(table, numbers);
        StringBuilder text = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < columns.size(); column++) {
            pad(
                    line,
                    columns.get(column).title(),
                    widths[column],
                    columns.get(column).numeric(),
                    column);
        }
        end(text, line);
        rule(text, widths);
        for (List<@Nullable Object> row : table.rows()) {
            if (row.isEmpty()) {
                rule(text, widths);
                continue;
            }
            for (int column = 0; column < columns.size(); column++) {
                pad(
                        line,
                        cell(row.get(column), numbers),
                        widths[column],
                        columns.get(column).numeric(),
                        column);
            }
            end(text, line);
        }
        return text.toString();
    }

    private static int[] widths(Table table, Numbers numbers) {
        List<Column> columns = table.columns();
        int[] widths = new int[columns.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = length(columns.get(column).title());
        }
        for (List<@Nullable Object> row : table.rows()) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], length(cell(row.get(column), numbers)));
            }
        }
        return widths;
    }

    private static String cell(@Nullable Object cell, Numbers numbers) {
        return cell instanceof BigDecimal decimal ? numbers.shown(decimal) : printable(cell);
    }

    private static void rule(StringBuilder text, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(column == 0 ? "" : GAP).append("-".repeat(widths[column]));
        }
        text.append(line).append('\n');
    }

    private static void pad(StringBuilder line, String cell, int width, boolean right, int column) {
        String space = " ".repeat(width - length(cell));
        line.append(column == 0 ? "" : GAP).append(right ? space + cell : cell + space);
    }

    private static void end(StringBuilder text, StringBuilder line) {
        text.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
    }

    /** Control characters could move the cursor or colour the terminal: names come from tenants. */
    static String printable(@Nullable Object cell) {
        String text = Table.plain(cell);
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> Character.isISOControl(point) || isInvisible(point) ? 0xFFFD : point)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** Includes the marks that turn the direction of text around. */
    private static boolean isInvisible(int point) {
        int type = Character.getType(point);
        return type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
