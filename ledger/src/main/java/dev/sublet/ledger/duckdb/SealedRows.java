package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.ColumnSum;
import dev.sublet.ledger.seal.RowSum;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import dev.sublet.ledger.seal.SourceFacts;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/** SQL over sealed files, and what rows sum up to. Stateless. */
final class SealedRows {
    private static final Set<String> INTEGERS = Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT");

    /** Of these a row sum takes no remainder. */
    private static final Set<String> NARROW = Set.of("TINYINT", "SMALLINT", "INTEGER", "BOOLEAN");

    /** The columns of a SELECT; {@code integers} in their order, {@code narrow} those of at most 32 bits. */
    record Columns(List<String> names, List<String> integers, Set<String> texts, Set<String> narrow) {}

    private SealedRows() {}

    /** SELECT of rows in units from files of any layout; all of one table. */
    static String read(Path sealed, SealedTable table, Collection<SealedFile> files) {
        Map<Integer, StringJoiner> byLayout = new TreeMap<>();
        for (SealedFile file : files) {
            byLayout.computeIfAbsent(file.layout(), layout -> new StringJoiner(", ", "read_parquet([", "]"))
                    .add(Sql.literal(sealed.resolve(file.file()).toString()));
        }
        StringJoiner union = new StringJoiner("\nUNION ALL\n");
        byLayout.forEach((layout, list) ->
                union.add(table.read(layout, list + ", hive_partitioning = true, hive_types_autocast = false)")));
        return union.toString();
    }

    static Columns columns(Connection connection, String select) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> integers = new ArrayList<>();
        Set<String> texts = new LinkedHashSet<>();
        Set<String> narrow = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE " + select)) {
            while (rows.next()) {
                String name = rows.getString(1);
                names.add(name);
                if (NARROW.contains(rows.getString(2))) {
                    narrow.add(name);
                }
                if (INTEGERS.contains(rows.getString(2))) {
                    integers.add(name);
                } else if (rows.getString(2).equals("VARCHAR")) {
                    texts.add(name);
                }
            }
        }
        return new Columns(List.copyOf(names), List.copyOf(integers), Set.copyOf(texts), Set.copyOf(narrow));
    }

    /**
     * Count, sums and row sum of what a SELECT gives; {@code keys} are among its columns.
     *
     * @param select has the columns and {@code inexact}, as {@link SealedTable#writeChecked} gives it
     * @throws LedgerException when there are rows that the sealed form cannot hold exactly
     */
    static SourceFacts facts(Connection connection, String select, Columns columns, List<String> keys)
            throws SQLException {
        List<String> others =
                columns.names().stream().filter(name -> !keys.contains(name)).toList();
        return facts(connection, select, columns, RowSum.sql(keys, others, columns.texts(), columns.narrow()));
    }

    /** The same without the row sum, at half its cost. */
    static SourceFacts sums(Connection connection, String select) throws SQLException {
        return facts(connection, select, columns(connection, select), "0");
    }

    /** Likewise, with a hash of all values in place of the row sum. */
    static SourceFacts hashed(Connection connection, String select) throws SQLException {
        return facts(connection, select, columns(connection, select), "sum(hash(facts_row))");
    }

    private static SourceFacts facts(Connection connection, String select, Columns columns, String rowSum)
            throws SQLException {
        StringJoiner sums = new StringJoiner(", ");
        sums.add("count(*)");
        sums.add("coalesce(" + rowSum + ", 0)::VARCHAR");
        sums.add("count(*) FILTER (WHERE inexact)");
        for (String column : columns.integers()) {
            sums.add("coalesce(sum(" + column + "), 0)::VARCHAR");
            sums.add("coalesce(min(" + column + "), 0)::BIGINT");
            sums.add("coalesce(max(" + column + "), 0)::BIGINT");
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + sums + " FROM (" + select + ") AS facts_row")) {
            row.next();
            List<ColumnSum> found = new ArrayList<>();
            if (row.getLong(3) > 0) {
                throw new LedgerException(row.getLong(3)
                        + " usage rows are not whole numbers of the ledger's quanta and cannot be"
                        + " sealed without changing a bill; nothing was changed, they stay in the hot store");
            }
            int at = 4;
            for (String column : columns.integers()) {
                found.add(new ColumnSum(
                        column, new BigInteger(row.getString(at)), row.getLong(at + 1), row.getLong(at + 2)));
                at += 3;
            }
            return new SourceFacts(row.getLong(1), found, new BigInteger(row.getString(2)));
        }
    }
}
