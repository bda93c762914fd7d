package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Seals.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings.Retention;
import dev.sublet.ledger.span.OwnerSpan;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What retention must not take. */
class RetirementTest {
    @TempDir
    Path data;

    private Ledger open() {
        return Ledger.open(data, Samples.settings(), Seals.CLOCK);
    }

    private static TickBatch spans(String cluster, long atS, List<PodSpan> pods, List<OwnerSpan> owners) {
        return new TickBatch(
                cluster,
                "name of " + cluster,
                atS,
                600,
                List.of(),
                List.of(),
                pods,
                List.of(),
                List.of(),
                List.of(),
                owners,
                List.of(),
                List.of(),
                List.of(),
                StateBytes.ofText("state at " + atS));
    }

    private static long count(Ledger ledger, String from) {
        return ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM " + from));
    }

    @Test
    void a_clock_that_is_wrong_once_by_decades_retires_nothing() {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            SealTest.upkeep(ledger);
        }
        Clock wrong = Clock.fixed(Instant.parse("2099-01-01T00:00:00Z"), ZoneOffset.UTC);
        Retention usual = Retention.defaults();
        try (Ledger ledger = Ledger.open(data, Samples.settings().withRetention(usual), wrong)) {
            long before = count(ledger, "usage");
            for (int i = 0; i < 50 && ledger.upkeep(Due.SCHEDULED).isPresent(); i++) {
                Thread.onSpinWait();
            }
            assertEquals(before, count(ledger, "usage"));
        }
    }

    @Test
    void spans_of_a_closed_month_that_ended_in_the_next_month_live_as_long_as_its_statement() {
        Retention hours = new Retention(Optional.of(Period.ofDays(1)), Optional.of(Period.ofDays(1)), Optional.empty());
        long sep = Instant.parse("2026-09-30T22:00:00Z").getEpochSecond();
        long oct = Instant.parse("2026-10-01T00:00:00Z").getEpochSecond();
        try (Ledger ledger = Ledger.open(data, Samples.settings().withRetention(hours), Seals.CLOCK)) {
            ledger.write(c -> {
                Sql.execute(
                        c,
                        "INSERT INTO closed_period VALUES ("
                                + Instant.parse("2026-09-01T00:00:00Z").getEpochSecond() + ", " + oct + ", 0)");
                return 0;
            });
            Seals.hours(ledger, "c1", sep, 3, 1);
            ledger.commit(List.of(
                    spans("c1", oct + 7_200, List.of(Samples.podSpan("c1", 100, sep, oct + 7_200)), List.of())));
            Seals.later(ledger, "c1", oct + 86_400 * 40L);
            SealTest.upkeep(ledger);
            assertEquals(2, count(ledger, "usage_hour WHERE hour_s < " + oct));
            assertEquals(1, count(ledger, "pod_span WHERE span_id = 100"));
        }
    }

    @Test
    void spans_are_not_retired_before_the_usage_rows_that_they_name() {
        Retention odd = new Retention(Optional.empty(), Optional.of(Period.ofDays(1)), Optional.empty());
        try (Ledger ledger = Ledger.open(data, Samples.settings().withRetention(odd), Seals.CLOCK)) {
            Seals.hours(ledger, "c1", START_S, 2, 1);
            ledger.commit(List.of(spans(
                    "c1", START_S + 9_000, List.of(Samples.podSpan("c1", 100, START_S, START_S + 9_000)), List.of())));
            Seals.later(ledger, "c1", START_S + 86_400 * 40L);
            long before = count(ledger, "pod_usage");
            SealTest.upkeep(ledger);
            assertEquals(before, count(ledger, "pod_usage"));
        }
    }
}
