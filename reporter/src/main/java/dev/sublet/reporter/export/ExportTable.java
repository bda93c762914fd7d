package dev.sublet.reporter.export;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.table.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What can be exported. Its SELECT lies beside as {@code <label>.sql}. */
public enum ExportTable {
    USAGE,
    USAGE_HOUR,
    UNSEEN_USAGE,
    PODS,
    NODES,
    VOLUMES,
    SERVICES,
    VCLUSTERS,
    OWNERS,
    TICKS,
    NODE_TICKS,
    AUDIT;

    private static final String ALL = "all";
    private static final long HOUR_S = 3600;

    /** The name by which people ask for it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Names separated by commas, or {@code all}.
     *
     * @throws ReportException when a name is none of these, or comes twice
     */
    public static List<ExportTable> parse(String names) {
        if (names.equals(ALL)) {
            return List.of(values());
        }
        List<ExportTable> tables = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            ExportTable table = byLabel(name);
            if (tables.contains(table)) {
                throw new ReportException("table " + name + " is named twice; name it once", 2);
            }
            tables.add(table);
        }
        return List.copyOf(tables);
    }

    private static ExportTable byLabel(String name) {
        List<String> labels = new ArrayList<>();
        for (ExportTable table : values()) {
            if (table.label().equals(name)) {
                return table;
            }
            labels.add(table.label());
        }
        throw new ReportException(
                "there is no table " + name + " to export; name one or more of " + String.join(", ", labels) + ", or "
                        + ALL,
                2);
    }

    /** The SELECT for {@code [fromS, toS)}; numbers cannot change its meaning, so they stand in its text. */
    String sql(long fromS, long toS) {
        if (this == USAGE_HOUR && (fromS % HOUR_S != 0 || toS % HOUR_S != 0)) {
            throw new ReportException(
                    "usage_hour holds whole hours; give --from and --to as whole hours, or export usage", 2);
        }
        return SqlText.of(ExportTable.class, label() + ".sql")
                .replace(":from_s", Long.toString(fromS))
                .replace(":to_s", Long.toString(toS));
    }
}
