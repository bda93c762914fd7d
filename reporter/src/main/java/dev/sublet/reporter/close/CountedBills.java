package dev.sublet.reporter.close;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Which bills a statement rests on. Stateless. */
final class CountedBills {
    private CountedBills() {}

    /** From here on statements on the connection are made with the bills that a close rests on, instead of those that count now. */
    static void ofClose(Connection connection, long closeId) throws SQLException {
        Rows.execute(connection, "SET VARIABLE bills_of_close = " + closeId + "::BIGINT");
    }

    /** The bills of the statement that was made last on the connection, by their IDs. */
    static List<Long> last(Connection connection) throws SQLException {
        return Rows.read(connection, "SELECT bill_id FROM counted_bill ORDER BY bill_id", row -> row.getLong(1));
    }
}
