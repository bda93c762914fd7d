package dev.sublet.reporter.advice;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which billing hours lie in nights and at weekends: what a zone's clock says, which SQL does not know. Stateless. */
final class QuietTimes {
    private QuietTimes() {}

    /** Fills {@code clock_hour}. A weekend is Saturday and Sunday from midnight to midnight. */
    static void load(Connection connection, ZoneId zone, long nightFrom, long nightTo) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (java.sql.Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT hour_s, end_s FROM hours ORDER BY hour_s")) {
                while (row.next()) {
                    long hourS = row.getLong("hour_s");
                    String time = at(Instant.ofEpochSecond(hourS).atZone(zone), nightFrom, nightTo);
                    rows.add("(" + hourS + ", " + (row.getLong("end_s") - hourS) + ", "
                            + (time == null ? "NULL" : "'" + time + "'") + ")");
                }
            }
            statement.execute("INSERT INTO clock_hour VALUES " + String.join(", ", rows));
        }
    }

    static @Nullable String at(ZonedDateTime time, long nightFrom, long nightTo) {
        DayOfWeek day = time.getDayOfWeek();
        if (day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY) {
            return "weekend";
        }
        int hour = time.getHour();
        boolean night =
                nightFrom <= nightTo ? hour >= nightFrom && hour < nightTo : hour >= nightFrom || hour < nightTo;
        return night ? "night" : null;
    }
}
