package dev.sublet.reporter.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV after RFC 4180: CRLF, quotes doubled, and commas, or semicolons where the comma is the decimal sign. */
final class CsvTable {
    private static final String STARTS_FORMULA = "=+-@\t\r\0";

    private CsvTable() {}

    static String write(Table table, Numbers numbers) {
        StringBuilder text = new StringBuilder();
        List<String> cells = new ArrayList<>();
        for (Column column : table.columns()) {
            cells.add(quote(neutral(column.key()), numbers));
        }
        end(text, cells, numbers);
        for (List<@Nullable Object> row : table.rows()) {
            for (Object cell : row) {
                String plain = Table.plain(cell);
                cells.add(quote(Table.isNumber(cell) ? numbers.inCsv(plain) : neutral(plain), numbers));
            }
            if (!row.isEmpty()) {
                end(text, cells, numbers);
            }
        }
        return text.toString();
    }

    private static void end(StringBuilder text, List<String> cells, Numbers numbers) {
        text.append(String.join(String.valueOf(numbers.separator()), cells)).append("\r\n");
        cells.clear();
    }

    /** A spreadsheet would run a cell that starts so as a formula, and names come from tenants. */
    static String neutral(String cell) {
        return !cell.isEmpty() && STARTS_FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String quote(String cell, Numbers numbers) {
        boolean plain = cell.chars().noneMatch(c -> c == numbers.separator() || c == '"' || c == '\n' || c == '\r')
                && cell.equals(cell.strip());
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
