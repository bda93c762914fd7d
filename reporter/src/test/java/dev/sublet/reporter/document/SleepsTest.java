package dev.sublet.reporter.document;

import static dev.sublet.reporter.support.Fixture.DOLLAR;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static dev.sublet.reporter.support.Fixture.hours;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A core-hour costs a dollar. */
class SleepsTest {
    private static final long DAY = 24 * HOUR;

    private final HandLedger ledger = new HandLedger();

    @BeforeEach
    void owners() {
        ledger.owner("c", "vcluster", "uid-a", "cc-a", 750_000, T0, null);
        ledger.owner("c", "vcluster", "uid-a", "cc-b", 250_000, T0, null);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_day_asleep_would_have_cost_what_the_last_day_awake_did_less_what_stayed() {
        fleet(3);
        pod("web-1", 0, 1, 1000);
        pod("web-2", 1, 2, 500);
        // A store that a pause forgets.
        pod("etcd", 0, 3, 100);
        state(0, 2, "running");
        state(2, null, "paused");

        Sleep sleep = sleeps(3, null).get(0);

        assertEquals("a", sleep.vcluster());
        assertEquals(DAY, sleep.asleepS());
        assertEquals(tenths(144), sleep.wouldNanos());
        assertEquals(tenths(24), sleep.didNanos());
        assertEquals(tenths(120), sleep.savedNanos());
    }

    @Test
    void the_same_weekday_goes_before_the_day_before() {
        fleet(8);
        pod("web-1", 0, 1, 1000);
        pod("web-2", 1, 7, 500);
        state(0, 7, "running");
        state(7, null, "sleeping");

        assertEquals(tenths(240), sleeps(8, null).get(0).savedNanos());
    }

    @Test
    void part_of_a_day_is_valued_by_the_rest_of_it() {
        fleet(1);
        long span = ledger.pod("c", "web", "team-a", "n1", T0, T0 + 6 * HOUR, "workload", "uid-a", 1000, 0, 0);
        for (long hour = 0; hour < 6; hour++) {
            ledger.usage(span, T0 + hour * HOUR, T0 + (hour + 1) * HOUR, 0, 0);
        }
        vcluster(T0, T0 + 6 * HOUR, "running");
        vcluster(T0 + 6 * HOUR, null, "paused");

        assertEquals(tenths(180), sleeps(1, null).get(0).savedNanos());
    }

    @Test
    void a_cost_center_sees_its_part() {
        fleet(2);
        pod("web", 0, 1, 1000);
        state(0, 1, "running");
        state(1, null, "paused");

        assertEquals(tenths(180), sleeps(2, "cc-a").get(0).savedNanos());
        assertEquals(tenths(60), sleeps(2, "cc-b").get(0).savedNanos());
    }

    @Test
    void one_that_slept_all_the_time_has_nothing_to_estimate_from() {
        fleet(1);
        pod("etcd", 0, 1, 100);
        state(0, null, "paused");

        assertEquals(List.of(), sleeps(1, null));
    }

    private List<Sleep> sleeps(int days, @Nullable String costCenter) {
        return ledger.read(connection -> {
            Statement statement = StatementComputation.on(
                    connection, hours(days * 24L), book("nodes: [{instanceType: t, perHour: 4}]"));
            return Sleeps.of(connection, statement.lines(), costCenter);
        });
    }

    private void fleet(int days) {
        ledger.cluster("c", T0, T0 + days * DAY);
        ledger.node("c", "n1", "t", T0, null, 4000, 0, 0);
    }

    private void pod(String pod, int fromDay, int toDay, long millicores) {
        long span = ledger.pod(
                "c", pod, "team-a", "n1", T0 + fromDay * DAY, T0 + toDay * DAY, "workload", "uid-a", millicores, 0, 0);
        for (long atS = T0 + fromDay * DAY; atS < T0 + toDay * DAY; atS += HOUR) {
            ledger.usage(span, atS, atS + HOUR, 0, 0);
        }
    }

    private void state(int fromDay, @Nullable Integer toDay, String state) {
        vcluster(T0 + fromDay * DAY, toDay == null ? null : T0 + toDay * DAY, state);
    }

    private void vcluster(long fromS, @Nullable Long toS, String state) {
        ledger.sql("INSERT INTO vcluster_span VALUES (" + ledger.nextSpanId() + ", 'c', 'uid-a', 'team-a', 'a', "
                + fromS + ", " + toS + ", 'StatefulSet', NULL, NULL, '" + state + "')");
    }

    private static BigInteger tenths(long dollars) {
        return DOLLAR.multiply(BigInteger.valueOf(dollars)).divide(BigInteger.TEN);
    }
}
