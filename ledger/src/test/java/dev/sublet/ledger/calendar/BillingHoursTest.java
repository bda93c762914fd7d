package dev.sublet.ledger.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BillingHoursTest {
    private static long second(String instant) {
        return Instant.parse(instant).getEpochSecond();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe"})
    void hours_tile_a_year_and_begin_where_the_wall_clock_or_its_offset_turns(String name) {
        ZoneId zone = BillingHours.zone(name);
        List<BillingHours.Hour> hours =
                new BillingHours(zone).over(second("2026-01-01T00:10:00Z"), second("2027-01-01T00:10:00Z"));

        long at = hours.get(0).fromS();
        for (BillingHours.Hour hour : hours) {
            assertEquals(at, hour.fromS());
            assertEquals(true, new BillingHours(zone).isStart(at));
            assertEquals(
                    hour,
                    new BillingHours(zone).over(hour.toS() - 1, hour.toS()).get(0));
            at = hour.toS();
        }
        // Lord Howe's clock changes by half an hour, twice a year.
        assertEquals(name.equals("Australia/Lord_Howe") ? 8762 : 8761, hours.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "Europe/Berlin"})
    void sql_finds_the_hour_that_a_second_lies_in(String name) throws SQLException {
        BillingHours hours = new BillingHours(BillingHours.zone(name));
        Random random = new Random(7);
        try (DuckDBConnection connection =
                        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                Statement statement = connection.createStatement()) {
            for (int run = 0; run < 20; run++) {
                // Kathmandu's clock changed last in 1986.
                long fromS = 500_000_000L + random.nextInt(1_800_000_000);
                long toS = fromS + 1 + random.nextInt(3 * 366 * 24 * 3600);
                statement.execute("CREATE OR REPLACE TABLE expected (at_s BIGINT, hour_s BIGINT)");
                try (DuckDBAppender appender = connection.createAppender("main", "expected")) {
                    for (BillingHours.Hour hour : hours.over(fromS, toS)) {
                        long between = random.nextInt((int) (hour.toS() - hour.fromS()));
                        for (long atS : new long[] {hour.fromS(), hour.fromS() + between, hour.toS() - 1}) {
                            if (atS >= fromS && atS < toS) {
                                appender.beginRow()
                                        .append(atS)
                                        .append(hour.fromS())
                                        .endRow();
                            }
                        }
                    }
                }

                String sql = hours.startSql("at_s", fromS, toS);
                try (ResultSet wrong =
                        statement.executeQuery("SELECT at_s, hour_s FROM expected WHERE " + sql + " <> hour_s")) {
                    assertFalse(wrong.next(), sql);
                }
            }
        }
    }

    @Test
    void only_zones_whose_clock_changes_by_parts_of_an_hour_have_branches_in_sql() {
        long fromS = second("2026-01-01T00:00:00Z");
        long toS = second("2027-01-01T00:00:00Z");

        assertEquals("s - s % 3600", new BillingHours(ZoneId.of("Europe/Berlin")).startSql("s", fromS, toS));
        assertEquals(
                "s - (s + 1800) % 3600", new BillingHours(ZoneId.of("America/St_Johns")).startSql("s", fromS, toS));
        assertEquals(
                "CASE WHEN s < 1775314800 THEN s - s % 3600"
                        + " WHEN s < 1791041400 THEN greatest(s - (s + 1800) % 3600, 1775314800)"
                        + " ELSE greatest(s - s % 3600, 1791041400) END",
                new BillingHours(ZoneId.of("Australia/Lord_Howe")).startSql("s", fromS, toS));
    }

    @Test
    void an_unknown_zone_is_named() {
        assertEquals(
                "billing zone Mars of the ledger is not a known zone",
                assertThrows(IllegalArgumentException.class, () -> BillingHours.zone("Mars"))
                        .getMessage());
    }
}
