package dev.sublet.reporter.export;

import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.sql.SqlFile;
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
    /** What stands for no end: year 9999. */
    private static final long END_OF_TIME_S = 253_402_300_800L;

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

    /**
     * The SELECT for {@code [fromS, toS)}; numbers cannot change its meaning, so they stand in its text.
     *
     * @param hours the ledger's billing hours
     */
    String sql(long fromS, long toS, BillingHours hours) {
        boolean whole = (fromS <= 0 || hours.isStart(fromS)) && (toS >= END_OF_TIME_S || hours.isStart(toS));
        if (this == USAGE_HOUR && !whole) {
            throw new ReportException(
                    "usage_hour holds whole hours; give --from and --to as whole hours, or export usage", 2);
        }
        return SqlFile.read(ExportTable.class, label() + ".sql")
                .replace(":from_s", Long.toString(fromS))
                .replace(":to_s", Long.toString(toS));
    }
}
