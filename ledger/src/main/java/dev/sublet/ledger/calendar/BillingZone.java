package dev.sublet.ledger.calendar;

import dev.sublet.ledger.LedgerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The zone whose hours a ledger bills, {@code billing_zone} of its table {@code meta}; UTC when it says none. Its grid of hours is fixed by the
 * ledger's first tick, for rows are cut and rolled up by it. Stateless.
 */
public final class BillingZone {
    private static final String KEY = "billing_zone";
    /** What views of all rows must hold for: from 2000 to 2100. */
    private static final long ALL_FROM_S = 946_684_800;

    private static final long ALL_TO_S = 4_102_444_800L;

    private BillingZone() {}

    public static ZoneId of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT value FROM meta WHERE key = '" + KEY + "'")) {
            return BillingHours.zone(rows.next() ? rows.getString(1) : "");
        }
    }

    /** The start of the part of a billing hour that a usage row lies in, as SQL, for rows of any time. */
    public static String rollupSql(ZoneId zone) {
        return new BillingHours(zone).partSql("from_s", ALL_FROM_S, ALL_TO_S);
    }

    /**
     * Takes a zone. Before the first tick any will do; from then on one whose hours begin at the same seconds, until the first close.
     *
     * @throws LedgerException when another one must stay
     */
    public static void set(Connection connection, ZoneId zone) throws SQLException {
        ZoneId kept = of(connection);
        if (!kept.normalized().equals(zone.normalized())) {
            refuseOtherGrid(connection, kept, zone);
        }
        try (Statement delete = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO meta VALUES ('" + KEY + "', ?)")) {
            delete.execute("DELETE FROM meta WHERE key = '" + KEY + "'");
            insert.setString(1, zone.getId());
            insert.execute();
        }
    }

    private static void refuseOtherGrid(Connection connection, ZoneId kept, ZoneId zone) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT min(first_tick_s), (SELECT count(*) FROM closed_period)" + " FROM cluster")) {
            row.next();
            long firstS = row.getLong(1);
            boolean ticked = !row.wasNull();
            long closed = row.getLong(2);
            if (!ticked && closed == 0) {
                return;
            }
            boolean same = new BillingHours(kept).isSameGrid(new BillingHours(zone), firstS, ALL_TO_S);
            if (!same || closed > 0) {
                throw new LedgerException(
                        "billing.zone is " + zone + ", but this ledger bills the hours of " + name(kept)
                                + (same ? " and has closed a period with them" : ", which begin at other minutes")
                                + "; set billing.zone to " + name(kept) + ", or start another data folder");
            }
        }
    }

    private static String name(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }
}
