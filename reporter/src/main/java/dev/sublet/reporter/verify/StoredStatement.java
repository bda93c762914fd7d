package dev.sublet.reporter.verify;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementLine;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A statement as it lies in the ledger. */
record StoredStatement(
        Period period, String priceBook, String evidence, String linesDigest, List<StatementLine> lines) {

    static List<StoredStatement> all(Connection connection) throws SQLException {
        List<StoredStatement> stored = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT statement_id, from_s, to_s, price_book, evidence,"
                        + " lines_digest FROM statement ORDER BY from_s, to_s, statement_id")) {
            while (row.next()) {
                stored.add(new StoredStatement(
                        new Period(row.getLong("from_s"), row.getLong("to_s")),
                        row.getString("price_book"),
                        row.getString("evidence"),
                        row.getString("lines_digest"),
                        lines(connection, row.getLong("statement_id"))));
            }
        }
        return stored;
    }

    private static List<StatementLine> lines(Connection connection, long statementId) throws SQLException {
        List<StatementLine> lines = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT * REPLACE"
                        + " (amount_nanos::VARCHAR AS amount_nanos) FROM statement_line WHERE statement_id = ? ORDER BY line")) {
            select.setLong(1, statementId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    lines.add(new StatementLine(
                            row.getString("cost_center"),
                            row.getString("cluster"),
                            row.getString("vcluster"),
                            row.getString("vcluster_namespace"),
                            row.getString("vcluster_uid"),
                            row.getString("class"),
                            row.getString("resource"),
                            row.getBigDecimal("quantity"),
                            row.getString("unit"),
                            new BigInteger(row.getString("amount_nanos"))));
                }
            }
        }
        return List.copyOf(lines);
    }
}
