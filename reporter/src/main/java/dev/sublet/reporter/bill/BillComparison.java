package dev.sublet.reporter.bill;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.sql.SqlFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** List price against what was billed. Every row of a bill is in one line, so the lines sum to the bill. Stateless. */
public final class BillComparison {
    private static final String COUNTING = "bill_row r JOIN bill b ON b.bill_id = r.bill_id"
            + " WHERE b.bill_id NOT IN (SELECT bill_id FROM bill_replaced) AND";
    private static final String OF_STATEMENT = "counted_bill_row r JOIN counted_bill b ON b.bill_id = r.bill_id WHERE";

    private BillComparison() {}

    /** Every row of the bills that count and whose billing period touches {@code [fromS, toS)}, summed by what it is for. */
    public static List<BilledLine> of(LedgerReader reader, long fromS, long toS) {
        return reader.read(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(SqlFile.read(Allocation.class, "resource-key.sql"));
            }
            return lines(connection, COUNTING, fromS, toS);
        });
    }

    /** Likewise of the bills that the statement was made with which was made last on the connection: a closed one's are those of its close. */
    public static List<BilledLine> ofStatement(Connection connection, long fromS, long toS) throws SQLException {
        if (Bills.firstLong(connection, "SELECT count(*) FROM counted_bill") == 0) {
            return List.of();
        }
        return lines(connection, OF_STATEMENT, fromS, toS);
    }

    private static List<BilledLine> lines(Connection connection, String bills, long fromS, long toS)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET VARIABLE compare_from_s = " + fromS);
            statement.execute("SET VARIABLE compare_to_s = " + toS);
            List<BilledLine> lines = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(
                    SqlFile.read(BillComparison.class, "compare.sql").replace("{bills}", bills))) {
                while (row.next()) {
                    lines.add(new BilledLine(
                            row.getString("kind"),
                            row.getString("name"),
                            row.getString("resource"),
                            row.getString("provider"),
                            row.getString("currency"),
                            row.getLong("focus_rows"),
                            row.getBigDecimal("list"),
                            row.getBigDecimal("billed"),
                            row.getBigDecimal("effective")));
                }
            }
            return List.copyOf(lines);
        }
    }
}
