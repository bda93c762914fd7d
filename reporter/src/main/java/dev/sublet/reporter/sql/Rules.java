package dev.sublet.reporter.sql;

import dev.sublet.reporter.ReportException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The SQL by which statements are made of the ledger and terms, in versions: rules are added, never edited. A file's text of version N lies in
 * the folder {@code vN} beside it; where that has none, the one of the next lower version holds. Version 1 lies in no folder. The files
 * {@code rules-N.txt} beside this class list what belongs to each version. Stateless.
 */
public final class Rules {
    /** What new statements are made with. */
    public static final int CURRENT = 1;

    private static final String VARIABLE = "rules_version";

    private Rules() {}

    /**
     * From here on statements on the connection are made with the rules of a version; without this with the current ones.
     *
     * @throws ReportException when this program does not have them
     */
    public static void use(Connection connection, int version) throws SQLException {
        if (!isKnown(version)) {
            throw new ReportException(
                    "it was made by rules " + version + ", which this program does not have; use a newer one", 2);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET VARIABLE " + VARIABLE + " = " + version + "::INTEGER");
        }
    }

    /** The version that statements on the connection are made with. */
    public static int of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT coalesce(getvariable('" + VARIABLE + "'), " + CURRENT + ")")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The text of a rule's file beside {@code owner} for statements on the connection. */
    public static String text(Connection connection, Class<?> owner, String file) throws SQLException {
        return text(of(connection), owner, file);
    }

    /** Likewise of a known version, for those who run many files: asking the connection takes as long as a short step. */
    public static String text(int version, Class<?> owner, String file) {
        return SqlFile.read(owner, path(owner, file, version));
    }

    /** Where the text of a version lies, relative to {@code owner}. */
    static String path(Class<?> owner, String file, int version) {
        for (int each = version; each > 1; each--) {
            String path = "v" + each + "/" + file;
            if (owner.getResource(path) != null) {
                return path;
            }
        }
        return file;
    }

    private static boolean isKnown(int version) {
        return version >= 1 && Rules.class.getResource("rules-" + version + ".txt") != null;
    }
}
