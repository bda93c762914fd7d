package dev.sublet.reporter.allocation;

import dev.sublet.ledger.calendar.BillingHours.Hour;
import dev.sublet.reporter.sql.Rules;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The hours of the temporary table {@code hours} in slices that hold a bounded number of things each, so that a query over one of
 * them needs a bounded memory however long the period is. A query reads its slice's bounds by {@code getvariable}: DuckDB
 * sees constants there, which reach down into the files, and a view needs no new text for each slice.
 */
public final class Slices {
    /** Spans times hours. A month of 5 000 pods makes 8 slices; fewer are not faster, and take memory in proportion. */
    private static final long THINGS_MAX = 500_000;

    private Slices() {}

    /** What is done with a slice. */
    @FunctionalInterface
    public interface Work {
        void on(Hour slice) throws SQLException;
    }

    /** Sets the variables {@code slice_from_s} and {@code slice_to_s} to each slice in turn, and works on it. */
    public static void each(Connection connection, Work work) throws SQLException {
        each(connection, THINGS_MAX, work);
    }

    static void each(Connection connection, long thingsMax, Work work) throws SQLException {
        for (Hour slice : of(connection, thingsMax)) {
            set(connection, slice);
            work.on(slice);
        }
    }

    private static List<Hour> of(Connection connection, long thingsMax) throws SQLException {
        List<Hour> slices = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet hour = statement.executeQuery(Rules.text(connection, Slices.class, "slices.sql"))) {
            long fromS = 0;
            long toS = 0;
            long things = 0;
            while (hour.next()) {
                long more = hour.getLong("things");
                if (things > 0 && things + more > thingsMax) {
                    slices.add(new Hour(fromS, toS));
                    things = 0;
                    fromS = toS;
                }
                fromS = toS == 0 ? hour.getLong("hour_s") : fromS;
                toS = hour.getLong("end_s");
                things += more;
            }
            if (toS > fromS) {
                slices.add(new Hour(fromS, toS));
            }
        }
        return slices;
    }

    /** Shows one slice, after all were worked on. */
    public static void set(Connection connection, Hour slice) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET VARIABLE slice_from_s = " + slice.fromS() + "::BIGINT");
            statement.execute("SET VARIABLE slice_to_s = " + slice.toS() + "::BIGINT");
        }
    }
}
