package dev.sublet.reporter.budget;

import static dev.sublet.reporter.budget.Autumn.DAY;
import static dev.sublet.reporter.budget.Autumn.NOVEMBER;
import static dev.sublet.reporter.budget.Autumn.PRICES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.reporter.support.HandLedger;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostEventsTest {
    private static final long NOON_OF_20TH = NOVEMBER + 19 * DAY + DAY / 2;

    private static BudgetWatch watch(HandLedger ledger, long atS) {
        return new BudgetWatch(
                ledger,
                ledger,
                Clock.fixed(Instant.ofEpochSecond(atS), ZoneOffset.UTC),
                () -> Autumn.texts(PRICES, Autumn.COST_CENTERS));
    }

    private static List<String> keys(List<CostEvent> events) {
        return events.stream().map(CostEvent::key).toList();
    }

    @Test
    void what_happened_is_kept_once_however_often_one_looks() {
        try (HandLedger ledger = Autumn.ledger(NOON_OF_20TH)) {
            Autumn.burst(ledger, "a", LocalDate.of(2026, 11, 11), 1, NOON_OF_20TH);
            BudgetWatch first = watch(ledger, NOON_OF_20TH);
            List<String> expected = List.of(
                    "budget-threshold/" + NOVEMBER + "/cc-1/50",
                    "forecast-over-budget/" + NOVEMBER + "/cc-2/100",
                    "forecast-over-budget/" + NOVEMBER + "/cc-2/110",
                    "unusual-day/" + (NOVEMBER + 10 * DAY) + "/cc-1/",
                    "unusual-day/" + (NOVEMBER + 10 * DAY) + "/cc-1/team-a/a");

            assertEquals(expected, keys(first.look()));
            assertEquals(List.of(), first.look());
            assertEquals(List.of(), watch(ledger, NOON_OF_20TH + 60).look());
            List<CostEvent> kept = CostEvents.since(ledger, 0, 100);
            assertEquals(expected, keys(kept));
            assertEquals(
                    "Payments has paid 240.00 of its budget of 400.00 USD",
                    kept.get(0).detail());
            assertEquals(List.of(), CostEvents.since(ledger, NOON_OF_20TH + 1, 100));
            assertEquals(2, CostEvents.since(ledger, 0, 2).size());
        }
    }

    @Test
    void a_day_more_brings_what_is_new_and_an_old_event_goes() {
        try (HandLedger ledger = Autumn.ledger(NOON_OF_20TH + 9 * DAY)) {
            ledger.sql("UPDATE cluster SET last_tick_s = " + NOON_OF_20TH)
                    .sql("INSERT INTO cost_event VALUES ('old', 'unusual-day', 'cc-1', NULL, '2025-01-01', 0, 0, NULL,"
                            + " 'USD', 1, 2, '', " + (NOVEMBER - 400 * DAY) + ")");
            BudgetWatch watch = watch(ledger, NOON_OF_20TH);
            assertEquals(3, watch.look().size());
            assertEquals(3, CostEvents.since(ledger, 0, 100).size());

            ledger.sql("UPDATE cluster SET last_tick_s = " + (NOON_OF_20TH + 9 * DAY));

            assertEquals(
                    List.of("budget-threshold/" + NOVEMBER + "/cc-1/80", "budget-threshold/" + NOVEMBER + "/cc-2/90"),
                    keys(watch.look()));
        }
    }
}
