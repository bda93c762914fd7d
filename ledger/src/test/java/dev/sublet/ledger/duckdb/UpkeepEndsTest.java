package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Seals.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings.Retention;
import dev.sublet.ledger.seal.UpkeepStep;
import dev.sublet.ledger.span.OwnerSpan;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever odd rows the hot store holds, upkeep ends and the others are sealed. */
class UpkeepEndsTest {
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

    /** As an event that was stored before such times were refused. */
    private static void old(Ledger ledger, long stageUs) {
        ledger.write(connection -> {
            Sql.execute(
                    connection,
                    "INSERT INTO audit_event (source, audit_id, stage, received_us, stage_us, detail) VALUES ('b', 'a1',"
                            + " 'ResponseComplete', 0, " + stageUs + ", '')");
            return 0;
        });
    }

    private static int upkeepSteps(Ledger ledger, int most) {
        int steps = 0;
        while (steps < most && ledger.upkeep(Due.NOW).isPresent()) {
            steps++;
        }
        return steps;
    }

    private static long count(Ledger ledger, String from) {
        return ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM " + from));
    }

    @Test
    void an_event_of_before_1970_lets_upkeep_end() {
        try (Ledger ledger = open()) {
            old(ledger, -5_000_000L);
            int steps = upkeepSteps(ledger, 40);
            assertTrue(steps < 40, "upkeep does not end: " + steps + " steps");
            assertEquals(1, count(ledger, "audit_event"));
        }
    }

    @Test
    void events_at_the_ends_of_time_are_kept_and_let_upkeep_end() {
        for (long us : List.of(
                Long.MIN_VALUE + 10,
                -62_135_596_800_000_000L,
                -3_600_000_000L,
                0L,
                253_402_300_799_000_000L,
                8_000_000_000_000_000_000L)) {
            try (Ledger ledger = Ledger.open(data.resolve("t" + us), Samples.settings(), Seals.CLOCK)) {
                old(ledger, us);
                int steps = upkeepSteps(ledger, 40);
                assertTrue(steps < 40, us + ": upkeep does not end: " + steps + " steps");
                assertEquals(1, count(ledger, "audit_event"), "" + us);
            } catch (LedgerException e) {
                throw new AssertionError(us + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void an_event_at_the_beginning_of_time_lets_others_be_sealed() {
        try (Ledger ledger = open()) {
            old(ledger, Long.MIN_VALUE + 10);
            Seals.hours(ledger, "c1", START_S, 2, 2);
            String failure = "";
            for (int i = 0; i < 30; i++) {
                try {
                    ledger.upkeep(Due.NOW);
                } catch (RuntimeException e) {
                    failure = e.toString();
                }
            }
            assertEquals(0, Seals.hot(ledger, "usage_final"), failure);
        }
    }

    @Test
    void an_event_of_before_1970_does_not_keep_retention_from_working() {
        Retention short1 = new Retention(Optional.of(Period.ofDays(1)), Optional.empty(), Optional.empty());
        try (Ledger ledger = Ledger.open(data, Samples.settings().withRetention(short1), Seals.CLOCK)) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            old(ledger, -5_000_000L);
            Seals.later(ledger, "c1", START_S + 40 * 86_400L);
            int retired = 0;
            for (int i = 0; i < 80; i++) {
                retired += ledger.upkeep(Due.NOW)
                                .filter(step -> step.kind() == UpkeepStep.Kind.RETIRED)
                                .isPresent()
                        ? 1
                        : 0;
            }
            assertTrue(retired > 0, "nothing was retired in 80 steps");
        }
    }

    @Test
    void a_span_that_is_written_again_after_it_was_sealed_lets_upkeep_end() {
        try (Ledger ledger = open()) {
            ledger.commit(List.of(
                    spans("c1", START_S, List.of(Samples.podSpan("c1", 5, START_S, START_S + 600)), List.of())));
            Seals.later(ledger, "c1", START_S + 86_400 * 2);
            SealTest.upkeep(ledger);
            ledger.commit(List.of(spans(
                    "c1",
                    START_S + 86_400 * 2 + 600,
                    List.of(Samples.podSpan("c1", 5, START_S, START_S + 900)),
                    List.of())));
            Seals.later(ledger, "c1", START_S + 86_400 * 4);
            int steps = upkeepSteps(ledger, 40);
            assertTrue(steps < 40, "upkeep does not end: " + steps + " steps");
            assertEquals(1, count(ledger, "pod_span WHERE span_id = 5"));
        }
    }

    @Test
    void a_usage_row_after_the_end_of_its_sealed_span_lets_upkeep_end() {
        try (Ledger ledger = open()) {
            ledger.commit(List.of(
                    spans("c1", START_S, List.of(Samples.podSpan("c1", 100, START_S, START_S + 600)), List.of())));
            Seals.later(ledger, "c1", START_S + 86_400 * 2);
            SealTest.upkeep(ledger);
            Seals.late(ledger, "c1", START_S + 86_400 + 60);
            int steps = upkeepSteps(ledger, 40);
            assertTrue(steps < 40, "upkeep does not end: " + steps + " steps");
            assertEquals(1, count(ledger, "usage"));
        }
    }

    @Test
    void an_event_outside_1970_to_2100_is_refused() {
        for (long us : List.of(Long.MIN_VALUE, -1L, 4_133_980_800_000_000L, Long.MAX_VALUE)) {
            IllegalArgumentException refusal = assertThrows(
                    IllegalArgumentException.class, () -> Samples.event("b", "a1", "ResponseComplete", us));
            assertEquals(
                    "audit event a1 of b has stage time " + us
                            + " µs, which is not in the years 1970 to 2100; set it aside",
                    refusal.getMessage());
        }
    }
}
