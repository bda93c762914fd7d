package dev.sublet.reporter.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** CSV after RFC 4180: CRLF, quotes doubled, and commas, or semicolons where the comma is the decimal sign. */
final class CsvTable {
    private static final String STARTS_FORMULA = "=+-@\t\r\0";
    private static final Pattern SPLIT = Pattern.compile("([;\t][\\s\"']*)(?=[=+\\-@])");

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

    /**
     * A spreadsheet would run a cell that starts so as a formula, and names come from tenants. One that takes another separator
     * than the file has would also begin a cell in the middle of this one.
     */
    static String neutral(String cell) {
        String whole = SPLIT.matcher(cell).replaceAll("$1'");
        return !whole.isEmpty() && STARTS_FORMULA.indexOf(whole.charAt(0)) >= 0 ? "'" + whole : whole;
    }

    private static String quote(String cell, Numbers numbers) {
        boolean plain = cell.chars().noneMatch(c -> c == numbers.separator() || c == '"' || c == '\n' || c == '\r')
                && cell.equals(cell.strip());
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
