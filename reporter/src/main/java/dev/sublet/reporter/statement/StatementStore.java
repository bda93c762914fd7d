package dev.sublet.reporter.statement;

import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps statements in the ledger, one per period. Called on the ledger's writer connection, inside its transaction. */
final class StatementStore {
    private static final int LINES_PER_INSERT = 100;
    private static final String LINE = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private StatementStore() {}

    /** Stores a statement in the place of the one for the same period, if there is one. */
    static void replace(
            Connection connection, Statement made, Terms terms, int rulesVersion, String evidence, long madeAtS)
            throws SQLException {
        delete(connection, made.period());
        long id = nextId(connection);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setLong(2, made.period().fromS());
            insert.setLong(3, made.period().toS());
            insert.setString(4, made.currency());
            insert.setLong(5, madeAtS);
            insert.setInt(6, rulesVersion);
            insert.setString(7, evidence);
            insert.setString(8, LinesDigest.of(made.lines()));
            insert.execute();
        }
        insertTerms(connection, id, terms);
        List<StatementLine> lines = made.lines();
        for (int i = 0; i < lines.size(); i += LINES_PER_INSERT) {
            insertLines(connection, id, i, lines.subList(i, Math.min(i + LINES_PER_INSERT, lines.size())));
        }
    }

    private static void delete(Connection connection, Period period) throws SQLException {
        String ofPeriod =
                "SELECT statement_id FROM statement WHERE from_s = " + period.fromS() + " AND to_s = " + period.toS();
        try (java.sql.Statement statement = connection.createStatement()) {
            for (String table : List.of("statement_line", "statement_terms", "statement")) {
                statement.execute("DELETE FROM " + table + " WHERE statement_id IN (" + ofPeriod + ")");
            }
        }
    }

    private static long nextId(Connection connection) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(max(statement_id), 0) + 1 FROM statement")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void insertTerms(Connection connection, long id, Terms terms) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO statement_terms VALUES (?, ?, ?, ?)")) {
            for (Map.Entry<TermsFile, NamedText> file : terms.texts().texts().entrySet()) {
                insert.setLong(1, id);
                insert.setString(2, file.getKey().option());
                insert.setString(3, file.getValue().name());
                insert.setString(4, file.getValue().text());
                insert.execute();
            }
        }
    }

    private static void insertLines(Connection connection, long id, int before, List<StatementLine> lines)
            throws SQLException {
        List<String> rows = new ArrayList<>();
        lines.forEach(line -> rows.add(LINE));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO statement_line VALUES " + String.join(", ", rows))) {
            int column = 0;
            for (int i = 0; i < lines.size(); i++) {
                StatementLine line = lines.get(i);
                insert.setLong(++column, id);
                insert.setInt(++column, before + i + 1);
                insert.setString(++column, line.costCenter());
                insert.setString(++column, line.team());
                insert.setString(++column, line.cluster());
                insert.setString(++column, line.vcluster());
                insert.setString(++column, line.vclusterNamespace());
                insert.setString(++column, line.vclusterUid());
                insert.setString(++column, line.podClass());
                insert.setString(++column, line.resource());
                insert.setString(++column, line.charge());
                insert.setString(++column, line.policy());
                insert.setString(++column, line.source());
                insert.setString(++column, line.pricing());
                insert.setBigDecimal(++column, line.quantity());
                insert.setString(++column, line.unit());
                insert.setBigDecimal(++column, new BigDecimal(line.amountNanos()));
            }
            insert.execute();
        }
    }
}
