package dev.sublet.reporter.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.sql.SqlFile;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiscalCalendarTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static String days(FiscalPeriod period, ZoneId zone) {
        return period.name() + " "
                + Instant.ofEpochSecond(period.fromS()).atZone(zone).toLocalDate() + ".."
                + Instant.ofEpochSecond(period.toS()).atZone(zone).toLocalDate();
    }

    @Test
    void the_example_counts_weeks_and_a_year_of_53_has_one_more_in_its_last_period() {
        FiscalCalendar calendar =
                FiscalCalendar.parse(SqlFile.read(FiscalCalendar.class, "calendar.example.yaml"), "calendar.yaml");

        assertEquals("2026-P01 2026-02-02..2026-03-02", days(calendar.named("2026-P01", BERLIN), BERLIN));
        assertEquals("2026-P03 2026-03-30..2026-05-04", days(calendar.named("2026-P03", BERLIN), BERLIN));
        assertEquals("2026-P12 2026-12-28..2027-02-01", days(calendar.named("2026-P12", BERLIN), BERLIN));
        long weeks = 0;
        for (int year = 2026; year < 2054; year++) {
            FiscalPeriod last = calendar.named(year + "-P12", BERLIN);
            FiscalPeriod first = calendar.named(year + "-P01", BERLIN);
            LocalDate from = Instant.ofEpochSecond(first.fromS()).atZone(BERLIN).toLocalDate();
            LocalDate to = Instant.ofEpochSecond(last.toS()).atZone(BERLIN).toLocalDate();
            long days = to.toEpochDay() - from.toEpochDay();
            assertEquals(0, days % 7);
            weeks += days / 7 - 52;
        }
        // 28 years are 1 461 weeks: five years have 53.
        assertEquals(1461 - 28 * 52, weeks);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "Asia/Kolkata",
                "Australia/Lord_Howe",
                "America/St_Johns",
                "Asia/Kathmandu",
                "UTC"
            })
    void periods_lie_one_behind_the_other_at_midnights_that_begin_billing_hours(String zoneName) {
        ZoneId zone = ZoneId.of(zoneName);
        for (String yaml : new String[] {"periods: months", "{periods: 4-4-5, start: 2026-02-02, weekDay: monday}"}) {
            FiscalCalendar calendar = FiscalCalendar.parse(yaml, "calendar.yaml");
            long atS = Instant.parse("2026-01-15T00:00:00Z").getEpochSecond();
            for (int i = 0; i < 30; i++) {
                FiscalPeriod period = calendar.at(atS, zone).orElseThrow();
                assertEquals(period, calendar.named(period.name(), zone));
                assertEquals(period, calendar.at(period.fromS(), zone).orElseThrow());
                assertEquals(period, calendar.at(period.toS() - 1, zone).orElseThrow());
                assertEquals(true, new BillingHours(zone).isStart(period.fromS()), period.toString());
                FiscalPeriod next = calendar.at(period.toS(), zone).orElseThrow();
                assertEquals(period.toS(), next.fromS());
                atS = next.fromS();
            }
        }
    }

    @Test
    void a_month_in_which_the_clock_changes_has_an_hour_more_or_less() {
        FiscalCalendar months = FiscalCalendar.months();

        assertEquals(Duration.ofHours(31 * 24 + 1).toSeconds(), seconds(months.named("2026-10", BERLIN)));
        assertEquals(Duration.ofHours(31 * 24 - 1).toSeconds(), seconds(months.named("2026-03", BERLIN)));
        assertEquals(
                Duration.ofMinutes(30 * 24 * 60 + 30).toSeconds(),
                seconds(months.named("2026-04", ZoneId.of("Australia/Lord_Howe"))));
        assertEquals(
                Instant.parse("2026-10-31T18:30:00Z").getEpochSecond(),
                months.named("2026-11", ZoneId.of("Asia/Kolkata")).fromS());
    }

    private static long seconds(FiscalPeriod period) {
        return period.toS() - period.fromS();
    }

    @Test
    void listed_periods_have_the_names_that_people_gave_them() {
        FiscalCalendar calendar = FiscalCalendar.parse(
                "periods: [{name: Q1, from: 2026-01-01, to: 2026-04-01}, {name: Q2, from: 2026-04-01, to: 2026-07-01}]",
                "calendar.yaml");

        assertEquals("Q2 2026-04-01..2026-07-01", days(calendar.named("Q2", BERLIN), BERLIN));
        assertEquals(
                true,
                calendar.at(Instant.parse("2026-08-01T00:00:00Z").getEpochSecond(), BERLIN)
                        .isEmpty());
        ReportException refused = assertThrows(ReportException.class, () -> calendar.named("Q3", BERLIN));
        assertEquals("there is no period Q3 in calendar calendar.yaml; name one such as Q1", refused.getMessage());
    }

    @Test
    void another_zone_than_the_ledger_s_is_refused() {
        FiscalCalendar calendar = FiscalCalendar.parse("zone: Europe/Berlin", "calendar.yaml");

        ReportException refused = assertThrows(ReportException.class, () -> calendar.named("2026-11", ZoneOffset.UTC));
        assertEquals(
                "calendar calendar.yaml has zone Europe/Berlin, but this ledger bills the hours of Z; write zone: Z",
                refused.getMessage());
        FiscalCalendar.parse("zone: UTC", "calendar.yaml").requireZone(ZoneOffset.UTC);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        zone: Mars                                       | zone "Mars" is not known; write one such as Europe/Berlin
        periods: weeks                                   | periods "weeks" is not known; write months, 4-4-5, 4-5-4, 5-4-4 or a list of {name, from, to}
        {periods: 4-4-5, weekDay: monday}                | no start; write a date as 2026-11-01
        {periods: 4-4-5, start: 2026-02-02}              | no weekDay; say on which day fiscal years begin, such as monday
        {periods: 4-4-5, start: 2026-02-02, weekDay: sunday} | start 2026-02-02 is a monday, not a sunday; give the first day of a fiscal year
        {periods: months, start: 2026-02-02}             | start is for 4-4-5 and the like; leave it out with months
        periods: []                                      | periods is empty; write {name, from, to} for each
        periods: [{name: a, from: 2026-01-02, to: 2026-01-02}] | periods[0]: to 2026-01-02 is not after from 2026-01-02; the end is exclusive
        periods: [{name: a, from: 2026-01-01, to: 2026-02-01}, {name: b, from: 2026-02-02, to: 2026-03-01}] | periods[1]: from 2026-02-02 is not where the period before it ends, 2026-02-01; no day may be in two periods or in none
        """)
    void what_is_wrong_is_said_in_one_line(String yaml, String message) {
        ReportException refused = assertThrows(ReportException.class, () -> FiscalCalendar.parse(yaml, "c.yaml"));

        assertEquals("calendar c.yaml: " + message, refused.getMessage());
    }
}
