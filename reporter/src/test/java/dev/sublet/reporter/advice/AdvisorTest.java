package dev.sublet.reporter.advice;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static dev.sublet.reporter.support.Fixture.hours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.advice.Advice.Kind;
import dev.sublet.reporter.overhead.Assumptions;
import dev.sublet.reporter.overhead.Vcluster;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A core-hour costs a dollar; the first day is a Sunday. */
class AdvisorTest {
    private final HandLedger ledger = new HandLedger();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_request_that_was_never_nearly_used_may_be_smaller_but_not_below_the_peak_and_headroom() {
        fleet(48);
        pod("a", "cp", "control-plane", 500, 48, hour -> 450);
        pod("a", "web", "workload", 1000, 48, hour -> hour == 30 ? 300 : 100);

        Advices advices = advise(48);

        Advice advice = only(advices, Kind.SMALLER_REQUESTS);
        // 48 h × (1 000 − 360) millicores.
        assertEquals(nanos("30.72"), advice.savedNanos());
        assertEquals(
                nanos("30.72").multiply(BigInteger.valueOf(730)).divide(BigInteger.valueOf(48)), advice.monthNanos());
        assertEquals("360", advice.numbers().get("cpuTargetMillicores"));
        assertEquals("640", advice.numbers().get("freedMillicores"));
        assertTrue(advice.counted());
        assertEquals(advice.monthNanos(), advices.totalMonthNanos());
        // Of 4 cores 2.5 are free, 3.14 then: no node of 4 can go either way.
        assertEquals(BigInteger.ZERO, advices.rooms().get(0).monthNanos());
    }

    @Test
    void nodes_to_take_away_are_told_beside_what_is_freed() {
        fleet(48);
        ledger.node("c", "n2", "t", T0, null, 4000, 0, 0);
        pod("a", "web", "workload", 3000, 48, hour -> 1000);
        pod("a", "api", "workload", 3000, 48, hour -> 1000);

        Advices.Room room = advise(48).rooms().get(0);

        assertEquals(0, room.spareNodes());
        assertEquals(1, room.spareAfter());
        assertEquals(nanos("2920"), room.monthNanos());
    }

    @Test
    void what_used_more_than_its_request_for_a_moment_is_not_too_large() {
        fleet(48);
        long span = span("a", "web", "workload", 1000);
        for (long hour = 0; hour < 48; hour++) {
            long atS = T0 + hour * HOUR;
            ledger.usage(span, atS, atS + 60, hour == 20 ? 2000 * 60 : 0, 0);
            ledger.usage(span, atS + 60, atS + HOUR, 100 * (HOUR - 60), 0);
        }

        assertEquals(List.of(), kinds(advise(48, "idle-days=30", "idle-millicores=0", "idle-percent=0")));
    }

    @Test
    void a_vcluster_that_is_idle_in_nights_and_at_weekends_may_be_paused_then() {
        fleet(14 * 24);
        pod("a", "cp", "control-plane", 500, 14 * 24, hour -> 450);
        pod("a", "web", "workload", 1000, 14 * 24, AdvisorTest::working);
        ledger.volume("c", "data", "fast", GIB, "team-a", T0, null, "control-plane", "uid-a");

        Advice advice = only(advise(14 * 24), Kind.PAUSE);

        // Two weekends and ten nights: 96 + 100 hours of 1.5 cores.
        assertEquals("196.0", advice.numbers().get("idleHours"));
        assertEquals(nanos("294"), advice.savedNanos());
        assertTrue(advice.reason().contains("nights and weekends"), advice.reason());
    }

    @Test
    void an_hour_in_which_a_person_asked_something_is_not_idle() {
        fleet(14 * 24);
        pod("a", "web", "workload", 1000, 14 * 24, AdvisorTest::working);
        asked("ann", T0 + 2 * HOUR + 5);
        asked("system:kube-scheduler", T0 + 3 * HOUR + 5);

        Advice advice = only(advise(14 * 24), Kind.PAUSE);

        assertEquals("195.0", advice.numbers().get("idleHours"));
        assertEquals(nanos("195"), advice.savedNanos());
        assertTrue(advice.reason().contains("nobody asked"), advice.reason());
    }

    private void asked(String person, long atS) {
        ledger.sql(
                "INSERT INTO audit_event (source, audit_id, stage, vcluster, vcluster_namespace, received_us, stage_us, person, detail)"
                        + " VALUES ('a', '" + atS + "', 'ResponseComplete', 'a', 'team-a', " + atS * 1_000_000 + ", "
                        + atS * 1_000_000 + ", '" + person + "', '{}')");
    }

    @Test
    void a_vcluster_without_use_for_days_may_go_and_that_excludes_pausing_it() {
        fleet(15 * 24);
        pod("a", "cp", "control-plane", 500, 15 * 24, hour -> 450);
        pod("a", "web", "workload", 1000, 15 * 24, hour -> 1);

        Advices advices = advise(15 * 24);

        Advice idle = only(advices, Kind.IDLE);
        assertEquals(nanos("504"), idle.savedNanos());
        assertEquals(nanos("1095"), idle.monthNanos());
        assertTrue(idle.counted());
        assertFalse(only(advices, Kind.PAUSE).counted());
        assertFalse(only(advices, Kind.SMALLER_REQUESTS).counted());
        assertEquals(idle.monthNanos(), advices.totalMonthNanos());
    }

    @Test
    void a_store_of_its_own_saves_all_but_an_assumed_share() {
        fleet(24);
        pod("a", "a-0", "control-plane", 500, 24, hour -> 450);
        pod("a", "a-etcd-0", "control-plane", 250, 24, hour -> 240);
        ledger.volume("c", "data", "fast", GIB, "team-a", T0, null, "control-plane", "uid-a");
        ledger.sql("UPDATE volume_span SET claim = 'data-a-etcd-0'");

        // 24 h × (0.25 + 0.05) less a fifth.
        assertEquals(nanos("5.76"), only(advise(24), Kind.SHARED_STORE).savedNanos());
    }

    @Test
    void small_vclusters_of_a_cost_center_may_be_merged_into_the_one_with_the_largest_overhead() {
        fleet(24);
        for (String vcluster : List.of("a", "b", "x")) {
            pod(vcluster, vcluster + "-cp", "control-plane", vcluster.equals("a") ? 600 : 500, 24, hour -> 450);
            pod(vcluster, vcluster + "-web", "workload", vcluster.equals("x") ? 1500 : 300, 24, hour -> 250);
            ledger.owner("c", "vcluster", "uid-" + vcluster, "cc", 1_000_000, T0, null);
        }

        Advice advice = only(advise(24, "request-percent=10000"), Kind.MERGE);

        assertEquals(nanos("12"), advice.savedNanos());
        assertEquals("b", advice.targets().get(0).vcluster().name());
        assertEquals("a", advice.numbers().get("into"));
    }

    @Test
    void nothing_below_the_floor_is_said() {
        fleet(48);
        pod("a", "web", "workload", 1000, 48, hour -> 300);

        assertEquals(List.of(Kind.SMALLER_REQUESTS), kinds(advise(48, "floor=467")));
        assertEquals(List.of(), kinds(advise(48, "floor=468")));
    }

    private static long working(long hour) {
        long day = hour / 24 % 7;
        boolean works = day > 0 && day < 6 && hour % 24 >= 6 && hour % 24 < 20;
        return works ? 800 : 0;
    }

    private void fleet(long hours) {
        ledger.cluster("c", T0, T0 + hours * HOUR);
        ledger.node("c", "n1", "t", T0, null, 4000, 0, 0);
    }

    private long span(String vcluster, String pod, String podClass, long millicores) {
        return ledger.pod("c", pod, "team-a", "n1", T0, null, podClass, "uid-" + vcluster, millicores, 0, 0);
    }

    private void pod(
            String vcluster, String pod, String podClass, long millicores, long hours, LongUnaryOperator usedInHour) {
        long span = span(vcluster, pod, podClass, millicores);
        for (long hour = 0; hour < hours; hour++) {
            long atS = T0 + hour * HOUR;
            ledger.usage(span, atS, atS + HOUR, usedInHour.applyAsLong(hour) * HOUR, 0);
        }
    }

    private Advices advise(long hours, String... assume) {
        return ledger.read(connection -> {
            StatementComputation.on(
                    connection,
                    hours(hours),
                    book(
                            "nodes: [{instanceType: t, perHour: 4}]",
                            "volumes: [{storageClass: fast, perGiBHour: 0.05}]"));
            return Advisor.of(connection, Vcluster.of(connection), Assumptions.parse(List.of(assume)));
        });
    }

    private static Advice only(Advices advices, Kind kind) {
        List<Advice> found =
                advices.list().stream().filter(advice -> advice.kind() == kind).toList();
        assertEquals(1, found.size(), advices::toString);
        return found.get(0);
    }

    private static List<Kind> kinds(Advices advices) {
        return advices.list().stream().map(Advice::kind).toList();
    }

    private static BigInteger nanos(String amount) {
        return new BigDecimal(amount).movePointRight(9).toBigIntegerExact();
    }
}
