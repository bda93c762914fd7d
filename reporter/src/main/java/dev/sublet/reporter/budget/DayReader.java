package dev.sublet.reporter.budget;

import dev.sublet.reporter.policy.PolicyRun;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.terms.Terms;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what days cost from a ledger, by the same steps as statements. Stateless. */
final class DayReader {
    private DayReader() {}

    /** Leaves the table {@code day_part} on the connection. */
    static DayCosts read(Connection connection, Window window, Terms terms) throws SQLException {
        StatementComputation.charge(connection, new Period(window.fromS(), window.endS()), terms, slice -> {});
        PolicyRun.allowancesOf(
                connection,
                terms.policies(),
                window.period().fromS(),
                window.period().toS(),
                window.zone());
        int count = window.count();
        Map<Place, DayCosts.Parts> places = new LinkedHashMap<>();
        Set<Integer> unknown = new TreeSet<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(SqlFile.read(DayReader.class, "day-part.sql"));
            try (ResultSet row = statement.executeQuery(SqlFile.read(DayReader.class, "place-day.sql"))) {
                while (row.next()) {
                    Place place = new Place(
                            row.getString("cost_center"),
                            row.getString("cluster"),
                            row.getString("vcluster_uid"),
                            row.getString("vcluster"));
                    // An allowance is booked on its month's last day, which may be still to come.
                    int day = Math.min(window.index(row.getLong("day_s")), count - 1);
                    DayCosts.Parts parts = places.computeIfAbsent(place, each -> new DayCosts.Parts(count));
                    DayCosts.Sort sort =
                            DayCosts.Sort.valueOf(row.getString("sort").toUpperCase(Locale.ROOT));
                    parts.add(sort, day, new BigInteger(row.getString("amount_nanos")));
                    if (sort == DayCosts.Sort.USAGE) {
                        parts.add(DayCosts.Sort.ASLEEP, day, new BigInteger(row.getString("asleep_nanos")));
                    }
                }
            }
            try (ResultSet row = statement.executeQuery(SqlFile.read(DayReader.class, "unknown-day.sql"))) {
                while (row.next()) {
                    unknown.add(window.index(row.getLong(1)));
                }
            }
        }
        return new DayCosts(window.first(), count, places, unknown);
    }

    /** The vclusters that will not go on as they did, by cluster and UID: {@code paused} or {@code deleted}. */
    static Map<String, String> stopped(Connection connection) throws SQLException {
        Map<String, String> stopped = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlFile.read(DayReader.class, "stopped.sql"))) {
            while (row.next()) {
                stopped.put(row.getString(1) + "/" + row.getString(2), row.getString(3));
            }
        }
        return stopped;
    }
}
