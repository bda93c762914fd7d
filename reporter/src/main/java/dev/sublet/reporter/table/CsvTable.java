package dev.sublet.reporter.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV after RFC 4180: commas, CRLF, quotes doubled. */
final class CsvTable {
    private static final String STARTS_FORMULA = "=+-@\t\r\0";

    private CsvTable() {}

    static String write(Table table) {
        StringBuilder text = new StringBuilder();
        List<String> cells = new ArrayList<>();
        for (Column column : table.columns()) {
            cells.add(quote(neutral(column.key())));
        }
        end(text, cells);
        for (List<@Nullable Object> row : table.rows()) {
            for (Object cell : row) {
                cells.add(quote(Table.isNumber(cell) ? Table.plain(cell) : neutral(Table.plain(cell))));
            }
            if (!row.isEmpty()) {
                end(text, cells);
            }
        }
        return text.toString();
    }

    private static void end(StringBuilder text, List<String> cells) {
        text.append(String.join(",", cells)).append("\r\n");
        cells.clear();
    }

    /** A spreadsheet would run a cell that starts so as a formula, and names come from tenants. */
    private static String neutral(String cell) {
        return !cell.isEmpty() && STARTS_FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String quote(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && cell.equals(cell.strip());
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
