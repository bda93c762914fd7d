package dev.sublet.reporter.table;

/**
 * A column of a {@link Table}.
 *
 * @param key its name for programs: CSV header and JSON field
 * @param title its name for people
 * @param numeric whether its cells are numbers: right-aligned, and never neutralised in CSV
 */
public record Column(String key, String title, boolean numeric) {
    public static Column text(String key, String title) {
        return new Column(key, title, false);
    }

    public static Column number(String key, String title) {
        return new Column(key, title, true);
    }
}
