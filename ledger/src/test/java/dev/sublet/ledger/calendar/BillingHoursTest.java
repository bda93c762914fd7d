package dev.sublet.ledger.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
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

    @Test
    void an_unknown_zone_is_named() {
        assertEquals(
                "billing zone Mars of the ledger is not a known zone",
                assertThrows(IllegalArgumentException.class, () -> BillingHours.zone("Mars"))
                        .getMessage());
    }
}
