package dev.sublet.reporter.advice;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static dev.sublet.reporter.support.Fixture.hours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.advice.Advice.Kind;
import dev.sublet.reporter.advice.Advice.Target;
import dev.sublet.reporter.overhead.Assumptions;
import dev.sublet.reporter.overhead.Vcluster;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdvicePropertyTest {
    private static final int DAYS = 4;
    private static final Set<Kind> SEEN = EnumSet.noneOf(Kind.class);

    @Test
    void no_advice_saves_less_than_nothing_and_all_that_counts_saves_no_more_than_the_vcluster_costs() {
        for (long seed = 0; seed < 3; seed++) {
            try (HandLedger ledger = HandLedger.ofTwoThreads()) {
                fleet(ledger, new Random(seed));
                check(ledger, seed);
            }
        }
        assertEquals(EnumSet.allOf(Kind.class), SEEN);
    }

    private static void check(HandLedger ledger, long seed) {
        ledger.read(connection -> {
            StatementComputation.on(
                    connection,
                    hours(DAYS * 24),
                    book(
                            "nodes: [{instanceType: t, perHour: 3.000000007}]",
                            "volumes: [{storageClass: fast, perGiBHour: 0.013}]"));
            List<Vcluster> vclusters = Vcluster.of(connection);
            Advices advices = Advisor.of(
                    connection,
                    vclusters,
                    Assumptions.parse(List.of("floor=0", "idle-days=3", "merge-percent=10", "quiet-percent=50")));
            Map<String, BigInteger> counted = new HashMap<>();
            for (Advice advice : advices.list()) {
                SEEN.add(advice.kind());
                BigInteger sum = BigInteger.ZERO;
                for (Target target : advice.targets()) {
                    assertTrue(target.savedNanos().signum() >= 0, () -> "seed " + seed + " " + advice);
                    assertTrue(
                            target.savedNanos().compareTo(target.vcluster().costNanos()) <= 0,
                            () -> "seed " + seed + " " + advice);
                    sum = sum.add(target.savedNanos());
                    if (advice.counted()) {
                        counted.merge(target.vcluster().uid(), target.savedNanos(), BigInteger::add);
                    }
                }
                assertEquals(advice.savedNanos(), sum, "seed " + seed);
                advice.excludes()
                        .forEach(other -> assertTrue(
                                !advice.counted()
                                        || !advices.list().get(other - 1).counted(),
                                () -> "seed " + seed + " counts both " + advice.number() + " and " + other));
            }
            for (Vcluster vcluster : vclusters) {
                assertEquals(vcluster.costNanos(), vcluster.overheadNanos().add(vcluster.tenantNanos()));
                assertTrue(
                        counted.getOrDefault(vcluster.uid(), BigInteger.ZERO).compareTo(vcluster.costNanos()) <= 0,
                        () -> "seed " + seed + " " + vcluster + " " + advices.list());
            }
            return advices;
        });
    }

    /** Vclusters with stores of their own, shared by cost centers, some idle, on a node that may be overcommitted. */
    private static void fleet(HandLedger ledger, Random random) {
        ledger.cluster("c", T0, T0 + DAYS * 24 * HOUR);
        ledger.node("c", "n1", "t", T0, null, 4000, 3500, 16 * GIB, 15 * GIB, 0, false);
        for (int i = 0; i < 4; i++) {
            String name = "v" + i;
            ledger.owner("c", "vcluster", "uid-" + name, "cc-a", 333_333, T0, null);
            ledger.owner("c", "vcluster", "uid-" + name, "cc-b", 666_667, T0, null);
            int use = i == 0 ? 0 : random.nextInt(3);
            pod(ledger, random, name, name + "-0", "control-plane", 2);
            pod(ledger, random, name, name + "-etcd-0", "control-plane", 1);
            pod(ledger, random, name, name + "-web", "workload", use);
            pod(ledger, random, name, name + "-job", "workload", i == 0 ? 0 : 3);
            ledger.volume(
                    "c",
                    "data-" + name,
                    "fast",
                    random.nextInt(9) * GIB,
                    "team",
                    T0,
                    null,
                    "control-plane",
                    "uid-" + name);
        }
        ledger.sql("UPDATE volume_span SET claim = 'data-' || vcluster || '-etcd-0' WHERE span_id % 2 = 0");
    }

    /** @param use 0 nothing, 1 at working hours, 2 some, 3 at random and above the request too */
    private static void pod(HandLedger ledger, Random random, String vcluster, String pod, String podClass, int use) {
        long millicores = 50 + random.nextInt(900);
        long memory = random.nextInt(3 << 20);
        long span = ledger.pod("c", pod, "team", "n1", T0, null, podClass, "uid-" + vcluster, millicores, memory, 0);
        for (long hour = 0; hour < DAYS * 24; hour++) {
            boolean works = hour % 24 >= 6 && hour % 24 < 20;
            long used = use == 0 ? 0 : use == 3 ? random.nextInt(1200) : use == 1 && !works ? 0 : millicores / 4;
            ledger.usage(
                    span,
                    T0 + hour * HOUR,
                    T0 + (hour + 1) * HOUR,
                    used * HOUR,
                    use == 3 ? random.nextInt(3 << 20) : memory / 3);
        }
    }
}
