package dev.sublet.reporter.usage;

import dev.sublet.ledger.calendar.BillingHours;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.List;

/**
 * What a question asks for, {@code [fromS, toS)}, and the whole billing hours in it, which lie in
 * {@code [wholeFromS, wholeToS)}; without any both are the end of the hour that holds the window, so that all of it is a part.
 *
 * @param beginS start of the first hour that shares a second with it
 * @param endS end of the last one
 */
record Window(long fromS, long toS, long beginS, long wholeFromS, long wholeToS, long endS) {
    static Window of(ZoneId zone, long fromS, long toS) {
        BillingHours hours = new BillingHours(zone);
        List<BillingHours.Hour> first = hours.over(fromS, fromS + 1);
        List<BillingHours.Hour> last = hours.over(toS - 1, toS);
        long beginS = first.get(0).fromS();
        long endS = last.get(0).toS();
        long wholeFromS = fromS == beginS ? beginS : first.get(0).toS();
        long wholeToS = toS == endS ? endS : last.get(0).fromS();
        return wholeFromS < wholeToS
                ? new Window(fromS, toS, beginS, wholeFromS, wholeToS, endS)
                : new Window(fromS, toS, beginS, endS, endS, endS);
    }

    void setOn(Connection connection) throws SQLException {
        set(connection, "asked_from_s", fromS);
        set(connection, "asked_to_s", toS);
        set(connection, "begin_s", beginS);
        set(connection, "whole_from_s", wholeFromS);
        set(connection, "whole_to_s", wholeToS);
        set(connection, "end_s", endS);
    }

    private static void set(Connection connection, String name, long atS) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET VARIABLE " + name + " = " + atS + "::BIGINT");
        }
    }
}
