package dev.sublet.bot.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.SleepSpan;
import dev.sublet.bot.resource.SleepSpan.Day;
import dev.sublet.bot.resource.SleepSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SleepScheduleTest {
    private static final List<Day> WORKDAYS = List.of(Day.Mon, Day.Tue, Day.Wed, Day.Thu, Day.Fri);

    private static SleepSchedule plan(@Nullable String zone, SleepSpan... spans) {
        return SleepSchedule.of(new SleepSpec(List.of(spans), zone, null));
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    @Test
    void a_night_lasts_over_midnight_in_its_own_zone() {
        SleepSchedule nights = plan("Europe/Berlin", new SleepSpan(WORKDAYS, "20:00", "07:00"));

        assertEquals(Optional.empty(), nights.asleepUntil(at("2026-11-23T18:59:59Z")));
        assertEquals(Optional.of(at("2026-11-24T06:00:00Z")), nights.asleepUntil(at("2026-11-23T19:00:00Z")));
        assertEquals(Optional.of(at("2026-11-24T06:00:00Z")), nights.asleepUntil(at("2026-11-24T05:59:59Z")));
        assertEquals(Optional.empty(), nights.asleepUntil(at("2026-11-24T06:00:00Z")));
    }

    @Test
    void a_weekend_joins_friday_night() {
        SleepSchedule plan = plan(
                "Europe/Berlin",
                new SleepSpan(WORKDAYS, "20:00", "00:00"),
                new SleepSpan(List.of(Day.Sat, Day.Sun), "00:00", "00:00"),
                new SleepSpan(WORKDAYS, "00:00", "07:00"));

        assertEquals(Optional.of(at("2026-11-30T06:00:00Z")), plan.asleepUntil(at("2026-11-27T21:00:00Z")));
    }

    @Test
    void the_end_of_summer_time_makes_the_night_an_hour_longer() {
        SleepSchedule nights = plan("Europe/Berlin", new SleepSpan(List.of(Day.Sat), "20:00", "07:00"));

        assertEquals(Optional.of(at("2026-10-25T06:00:00Z")), nights.asleepUntil(at("2026-10-24T18:00:00Z")));
        assertEquals(Optional.of(at("2026-03-29T05:00:00Z")), nights.asleepUntil(at("2026-03-28T19:00:00Z")));
    }

    @Test
    void a_time_that_the_clocks_skip_counts_from_when_they_go_on() {
        SleepSchedule plan = plan("Europe/Berlin", new SleepSpan(List.of(Day.Sun), "02:30", "05:00"));

        assertEquals(Optional.empty(), plan.asleepUntil(at("2026-03-29T01:29:59Z")));
        assertEquals(Optional.of(at("2026-03-29T03:00:00Z")), plan.asleepUntil(at("2026-03-29T01:30:00Z")));
    }

    @Test
    void half_hour_zones_count_too() {
        SleepSchedule plan = plan("Asia/Kolkata", new SleepSpan(List.of(Day.Mon), "00:00", "06:00"));

        assertEquals(Optional.of(at("2026-11-23T00:30:00Z")), plan.asleepUntil(at("2026-11-22T18:30:00Z")));
    }

    @Test
    void the_next_sleep_is_found_across_days_without_one() {
        SleepSchedule plan = plan(null, new SleepSpan(List.of(Day.Sat), "01:00", "05:00"));

        assertEquals(Optional.of(at("2026-11-28T01:00:00Z")), plan.nextSleep(at("2026-11-23T12:00:00Z")));
        assertEquals(Optional.empty(), SleepSchedule.of(null).nextSleep(at("2026-11-23T12:00:00Z")));
    }

    @Test
    void a_plan_that_never_wakes_has_an_end_all_the_same() {
        SleepSchedule always = plan(null, new SleepSpan(List.of(Day.values()), "00:00", "00:00"));

        assertEquals(Optional.of(at("2026-12-08T00:00:00Z")), always.asleepUntil(at("2026-11-23T12:00:00Z")));
    }

    @Test
    void a_zone_that_does_not_exist_is_refused_by_name() {
        RefusedException refused = assertThrows(
                RefusedException.class, () -> plan("Europe/Atlantis", new SleepSpan(WORKDAYS, "20:00", "07:00")));

        assertEquals(
                "sleep.zone \"Europe/Atlantis\" is no time zone; write one such as Europe/Berlin",
                refused.getMessage());
    }
}
