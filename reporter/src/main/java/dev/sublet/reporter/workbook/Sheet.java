package dev.sublet.reporter.workbook;

import dev.sublet.reporter.table.Table;
import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Rows into a worksheet: numbers as numbers, text that no spreadsheet runs. Not thread-safe. */
final class Sheet {
    private static final int CELL_CHARS_MAX = 32_767;

    private final Worksheet sheet;
    private int row;

    Sheet(Worksheet sheet) {
        this.sheet = sheet;
    }

    /** Bold titles that stay in sight, and the columns' widths in characters. */
    Sheet header(List<String> titles, List<Integer> widths) {
        for (int column = 0; column < titles.size(); column++) {
            sheet.value(row, column, text(titles.get(column)));
            sheet.width(column, widths.get(column));
        }
        sheet.range(row, 0, row, titles.size() - 1)
                .style()
                .bold()
                .fillColor("E4E9F0")
                .wrapText(true)
                .set();
        row++;
        sheet.freezePane(0, row);
        return this;
    }

    /** Cells of text, numbers or null; decimals are shown with the digits that they have. */
    Sheet row(@Nullable Object... cells) {
        return row(java.util.Arrays.asList(cells));
    }

    Sheet row(List<? extends @Nullable Object> cells) {
        for (int column = 0; column < cells.size(); column++) {
            Object cell = cells.get(column);
            if (cell instanceof BigDecimal number) {
                sheet.value(row, column, number);
                sheet.style(row, column).format(format(number.scale())).set();
            } else if (cell instanceof Number number) {
                sheet.value(row, column, number);
            } else if (cell != null) {
                sheet.value(row, column, text(cell.toString()));
            }
        }
        row++;
        return this;
    }

    /** Makes the last row bold. */
    Sheet bold(int columns) {
        for (int column = 0; column < columns; column++) {
            sheet.style(row - 1, column).bold().set();
        }
        return this;
    }

    private static String format(int digits) {
        return digits <= 0 ? "#,##0" : "#,##0." + "0".repeat(digits);
    }

    private static String text(String text) {
        String clean = Table.harmless(Table.printable(text));
        return clean.length() <= CELL_CHARS_MAX ? clean : clean.substring(0, CELL_CHARS_MAX);
    }
}
