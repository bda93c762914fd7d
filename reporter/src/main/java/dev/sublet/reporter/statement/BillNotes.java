package dev.sublet.reporter.statement;

import dev.sublet.reporter.allocation.Presence;
import dev.sublet.reporter.sql.Rules;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a reader of a statement should know of the bills that it rests on. */
final class BillNotes {
    private BillNotes() {}

    /** The tables that the allocation leaves must be those of the statement's period. */
    static List<String> of(Connection connection) throws SQLException {
        List<String> notes = new ArrayList<>();
        if (!Presence.of(connection).bills()) {
            return notes;
        }
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Rules.text(connection, BillNotes.class, "unmatched.sql"))) {
            while (row.next()) {
                notes.add(
                        "not charged: " + row.getString("provider") + " billed " + plain(row.getBigDecimal("effective"))
                                + " " + row.getString("currency")
                                + " (effective) for what matches no node and no volume; see sublet bill"
                                + " compare");
            }
            try (ResultSet handle = statement.executeQuery("SELECT count(*) FROM volume_span v WHERE v.handle IS NULL"
                    + " AND EXISTS (SELECT 1 FROM billed_row r WHERE r.resource_key LIKE 'vol-%' OR r.resource_key LIKE '%/disks/%')"
                    + " AND EXISTS (SELECT 1 FROM watched w WHERE w.cluster = v.cluster AND v.from_s < w.to_s"
                    + " AND coalesce(v.to_s, w.to_s) > w.from_s)")) {
                handle.next();
                if (handle.getLong(1) > 0) {
                    notes.add("not matched: the ledger does not know what storage calls " + handle.getLong(1)
                            + " volumes; the price book's prices hold for them");
                }
            }
        }
        return notes;
    }

    private static String plain(BigDecimal cost) {
        return cost.signum() == 0 ? "0" : cost.stripTrailingZeros().toPlainString();
    }
}
