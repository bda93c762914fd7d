package dev.sublet.reporter.question;

import dev.sublet.reporter.breakdown.Breakdown;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Column;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.Numbers;
import dev.sublet.reporter.table.Table;
import dev.sublet.reporter.table.VclusterNames;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement summed by what was asked for. */
final class BreakdownText {
    private static final String UID = "vclusterUid";
    private static final int QUANTITY_DIGITS = 3;

    private BreakdownText() {}

    /** For people: the vclusters by names that tell them apart, a total below. */
    static String write(Document document, Breakdown breakdown, Numbers numbers) {
        int uid = indexOf(breakdown, UID);
        int vcluster = indexOf(breakdown, "vcluster");
        VclusterNames names = new VclusterNames();
        if (uid >= 0) {
            breakdown
                    .rows()
                    .forEach(row -> names.add(
                            null, row.names().get(vcluster), row.names().get(uid)));
        }
        List<Column> columns = new ArrayList<>(breakdown.keys());
        columns.removeIf(column -> column.key().equals(UID));
        int keys = columns.size();
        if (breakdown.measured()) {
            columns.add(Column.number("quantity", "quantity"));
            columns.add(Column.text("unit", "unit"));
        }
        columns.add(Column.number("amount", document.statement().currency()));
        Table table = new Table(columns);
        for (Breakdown.Row row : breakdown.rows()) {
            List<@Nullable Object> cells = new ArrayList<>();
            for (int key = 0; key < row.names().size(); key++) {
                String name = row.names().get(key);
                String id = uid < 0 ? null : row.names().get(uid);
                if (key == vcluster && id != null) {
                    cells.add(names.of(null, name, id));
                } else if (key != uid) {
                    cells.add(
                            breakdown.keys().get(key).key().equals("costCenter") && name != null
                                    ? Words.costCenter(name)
                                    : name);
                }
            }
            if (breakdown.measured()) {
                cells.add(
                        row.quantity() == null ? null : row.quantity().setScale(QUANTITY_DIGITS, RoundingMode.HALF_UP));
                cells.add(row.unit());
            }
            cells.add(row.amount());
            table.row(cells);
        }
        table.rule();
        List<@Nullable Object> total = new ArrayList<>(List.of("total"));
        while (total.size() < columns.size() - 1) {
            total.add(total.size() < keys ? "" : null);
        }
        total.add(document.total());
        return ReportText.heading(document) + table.row(total).write(Format.TABLE, numbers);
    }

    private static int indexOf(Breakdown breakdown, String key) {
        return breakdown.keys().stream().map(Column::key).toList().indexOf(key);
    }

    /** For programs, exact. */
    static Table exact(Document document, Breakdown breakdown) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("from", "from"), Column.text("to", "to")));
        columns.addAll(breakdown.keys());
        if (breakdown.measured()) {
            columns.add(Column.number("quantity", "quantity"));
            columns.add(Column.text("unit", "unit"));
        }
        columns.add(Column.text("currency", "currency"));
        columns.add(Column.number("rounded", "rounded"));
        columns.add(Column.number("amount", "amount"));
        columns.add(Column.number("amountNanos", "amount in 10^-9"));
        Table table = new Table(columns);
        for (Breakdown.Row row : breakdown.rows()) {
            List<@Nullable Object> cells = new ArrayList<>();
            cells.add(Words.time(document.statement().period().fromS()));
            cells.add(Words.time(document.statement().period().toS()));
            cells.addAll(row.names());
            if (breakdown.measured()) {
                cells.add(row.quantity());
                cells.add(row.unit());
            }
            cells.add(document.statement().currency());
            cells.add(row.amount());
            cells.add(Words.amount(row.amountNanos()));
            cells.add(row.amountNanos());
            table.row(cells);
        }
        return table;
    }
}
