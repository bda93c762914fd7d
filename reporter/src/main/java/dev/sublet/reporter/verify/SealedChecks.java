package dev.sublet.reporter.verify;

import dev.sublet.ledger.BooksCheck;
import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.reporter.absence.MissingPeriod;
import dev.sublet.reporter.absence.Retired;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What is sealed, what is missing and what retention removed. Says nothing of what is not there. Stateless. */
final class SealedChecks {
    private SealedChecks() {}

    static List<Check> on(Connection connection, List<SealedCheck> files, Check books) throws SQLException {
        List<Check> checks = new ArrayList<>();
        if (!files.isEmpty()) {
            checks.addAll(files(connection, files));
            checks.add(new Findings(
                            connection,
                            row -> row.getString("table_name") + " of " + row.getString("partition") + " in "
                                    + row.getString("month") + ": the files hold " + row.getLong("in_files")
                                    + " rows, the days' digests were made of " + row.getLong("in_digests"))
                    .look(LedgerChecks.sql("row-digests.sql"))
                    .check("row digests", "no month has fewer rows than its days' digests were made of"));
        }
        checks.add(books);
        for (MissingPeriod missing : MissingPeriod.all(connection)) {
            checks.add(new Check("missing hours", true, missing.words() + "; nothing is charged for them"));
        }
        for (Retired retired : Retired.all(connection)) {
            checks.add(new Check(
                    "retired",
                    true,
                    retired.rows() + " rows of " + retired.table() + " of cluster " + retired.cluster() + ", "
                            + retired.period()));
        }
        return checks;
    }

    /** Whether statements, holds and the like lie outside the store too. */
    static Check books(BooksCheck found) {
        return new Check(
                "books: copies",
                found.wrong().isEmpty(),
                found.wrong().isEmpty()
                        ? found.copies() + " files with " + found.rows()
                                + " rows beside the store, read again: they hold what the store holds"
                        : String.join("; ", found.wrong()));
    }

    /** One line when all are good, else one for each that is not. */
    private static List<Check> files(Connection connection, List<SealedCheck> files) throws SQLException {
        List<Check> damaged = files.stream()
                .filter(file -> !file.ok())
                .map(file -> new Check("sealed files", false, file.file() + ": " + file.detail()))
                .toList();
        return damaged.isEmpty()
                ? List.of(new Check(
                        "sealed files",
                        true,
                        files.size() + " files, " + rows(connection)
                                + " rows, read again: all are as they were when they were sealed"))
                : damaged;
    }

    private static long rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(sum(row_count), 0)::BIGINT FROM sealed_file")) {
            row.next();
            return row.getLong(1);
        }
    }
}
