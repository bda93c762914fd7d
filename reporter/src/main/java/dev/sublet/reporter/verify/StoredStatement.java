package dev.sublet.reporter.verify;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A statement as it lies in the ledger. */
record StoredStatement(
        Period period,
        int rulesVersion,
        TermsTexts terms,
        String evidence,
        String linesDigest,
        List<StatementLine> lines) {

    static List<StoredStatement> all(Connection connection) throws SQLException {
        List<StoredStatement> stored = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT statement_id, from_s, to_s, rules_version, evidence,"
                        + " lines_digest FROM statement ORDER BY from_s, to_s, statement_id")) {
            while (row.next()) {
                stored.add(new StoredStatement(
                        new Period(row.getLong("from_s"), row.getLong("to_s")),
                        row.getInt("rules_version"),
                        terms(connection, row.getLong("statement_id")),
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
                "SELECT " + StatementLine.COLUMNS + " FROM statement_line WHERE statement_id = ? ORDER BY line")) {
            select.setLong(1, statementId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    lines.add(StatementLine.read(row));
                }
            }
        }
        return List.copyOf(lines);
    }

    private static TermsTexts terms(Connection connection, long statementId) throws SQLException {
        Map<TermsFile, NamedText> texts = new EnumMap<>(TermsFile.class);
        try (PreparedStatement select =
                connection.prepareStatement("SELECT kind, name, body FROM statement_terms WHERE statement_id = ?")) {
            select.setLong(1, statementId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    for (TermsFile file : TermsFile.values()) {
                        if (file.option().equals(row.getString("kind"))) {
                            texts.put(file, new NamedText(row.getString("name"), row.getString("body")));
                        }
                    }
                }
            }
        }
        return new TermsTexts(texts);
    }
}
