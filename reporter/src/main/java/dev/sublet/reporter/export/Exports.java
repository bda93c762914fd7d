package dev.sublet.reporter.export;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.allocation.Allocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes tables as files into a workspace below the ledger's own folder, all from one snapshot. Rows stream through the
 * database, so memory does not grow with them. Thread-safe.
 */
public final class Exports {
    /** The folder of workspaces below {@code sealed}; readers of the ledger pass over names that begin so. */
    public static final String FOLDER = "_export";

    /** What a workspace is called: random, so that nobody can be made to write elsewhere. */
    public static final Pattern WORKSPACE = Pattern.compile("[0-9a-f]{32}");

    private final LedgerReader ledger;

    public Exports(LedgerReader ledger) {
        this.ledger = ledger;
    }

    /**
     * Writes each table's rows of {@code [fromS, toS)}.
     *
     * @param workspace the name of a folder that the caller has made below {@link #FOLDER}, and clears away
     * @throws ReportException when there is no such folder
     */
    public List<ExportedFile> write(
            List<ExportTable> tables, long fromS, long toS, FileFormat format, String workspace) {
        return ledger.read(connection -> {
            Path folder = workspace(connection, workspace);
            BillingHours hours = new BillingHours(Allocation.billingZone(connection));
            Optional<BillingHours.Hour> whole = Allocation.wholeLedger(connection);
            if (whole.isPresent()) {
                Allocation.nameHours(
                        connection, whole.get().fromS(), whole.get().toS());
            } else {
                Allocation.nameHours(connection, 0, 0);
            }
            List<ExportedFile> files = new ArrayList<>();
            for (ExportTable table : tables) {
                String name = table.label() + "." + format.extension();
                files.add(new ExportedFile(
                        table, name, copy(connection, table.sql(fromS, toS, hours), folder.resolve(name), format)));
            }
            return files;
        });
    }

    /**
     * The folder that a caller has made, as the database knows it.
     *
     * @throws ReportException when there is no such folder
     */
    public static Path workspace(Connection connection, String workspace) throws SQLException {
        if (!WORKSPACE.matcher(workspace).matches()) {
            throw new ReportException("an export's workspace has another name than " + workspace, 2);
        }
        Path folder = sealed(connection).resolve(FOLDER).resolve(workspace);
        if (!Files.isDirectory(folder)) {
            throw new ReportException("the export's workspace " + folder + " is gone; export again", 3);
        }
        return folder;
    }

    private static long copy(Connection connection, String select, Path file, FileFormat format) throws SQLException {
        String sql = "COPY (" + select + ") TO '" + file.toString().replace("'", "''") + "' (" + format.options() + ")";
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    /** The one folder that the database may write into, as it knows it. */
    private static Path sealed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT path FROM duckdb_databases() WHERE database_name = current_database()")) {
            row.next();
            return Path.of(row.getString(1)).resolveSibling("sealed");
        }
    }
}
