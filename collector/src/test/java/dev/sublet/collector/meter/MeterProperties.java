package dev.sublet.collector.meter;

import static dev.sublet.collector.meter.Bench.at;
import static dev.sublet.collector.meter.Bench.pod;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.collector.facts.Fact;
import dev.sublet.collector.kubelet.NodeSummary.Counter;
import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import dev.sublet.ledger.usage.UnseenUsage;
import dev.sublet.ledger.usage.UsageRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random lives of pods, looked at with late, repeated and missing values, container restarts, refused looks and restarts
 * of the daemon. The node runs nothing but these pods.
 */
class MeterProperties {
    private static final long END_S = 1200;

    /** A pod with constant cores in each container run. */
    private static final class Life {
        final String name;
        final long fromS;
        final long toS;
        final double cores;
        final List<Long> runStarts = new ArrayList<>();

        Life(String name, Random random) {
            this.name = name;
            this.fromS = random.nextInt(800) - 200;
            this.toS = random.nextInt(4) == 0 ? END_S * 2 : fromS + 1 + random.nextInt(600);
            this.cores = random.nextInt(2000) / 1000.0;
            long start = fromS;
            while (start < toS) {
                runStarts.add(start);
                start += 30 + random.nextInt(random.nextInt(3) == 0 ? 60 : 2000);
            }
        }

        double used(double untilS) {
            return Math.max(0, Math.min(untilS, toS) - fromS) * cores;
        }

        PodStats at(double atS, double podLagS) {
            long run =
                    runStarts.stream().filter(s -> s <= atS).reduce((a, b) -> b).orElse(fromS);
            Counter podCounter = atS - podLagS <= fromS ? null : Bench.at(atS - podLagS, used(atS - podLagS));
            return Bench.stats(name, run, atS, (Math.min(atS, toS) - run) * cores, podCounter);
        }
    }

    private record Run(Bench bench, List<Life> lives) {}

    private static Run run(long seed, boolean daemonRestarts) {
        Random random = new Random(seed);
        Random restarts = new Random(seed + 1);
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            lives.add(new Life("pod" + i, random));
        }
        Bench bench = new Bench();
        Map<String, Fact> present = new TreeMap<>();
        for (long t = 0; t <= END_S; t += 10) {
            for (Life life : lives) {
                if (life.fromS <= t && life.fromS > t - 10 || t == 0 && life.fromS < 0 && life.toS > 0) {
                    present.put(life.name, pod(life.name, life.fromS));
                    bench.seen(Math.max(0, life.fromS), pod(life.name, life.fromS));
                }
                if (life.toS <= t && life.toS > t - 10 && present.containsKey(life.name)) {
                    Fact done = pod(life.name, life.fromS, 100, "Succeeded", life.toS);
                    present.put(life.name, done);
                    bench.seen(life.toS, done);
                }
            }
            boolean answers = random.nextInt(12) > 0;
            double lag = random.nextInt(3);
            double podLag = 5 + random.nextInt(15);
            if (daemonRestarts && restarts.nextInt(15) == 0 && t > 0) {
                bench.restart(t, present.values().toArray(new Fact[0]));
            }
            double lookS = t - lag;
            double nodeS = t - 3;
            PodStats[] shown = lives.stream()
                    .filter(life -> life.fromS < lookS && life.toS > lookS)
                    .map(life -> life.at(lookS, podLag))
                    .toArray(PodStats[]::new);
            double all =
                    1000 + lives.stream().mapToDouble(life -> life.used(nodeS)).sum();
            if (answers) {
                bench.tickWith(t, at(nodeS, all), shown);
            } else {
                bench.tickWithoutAnswer(t);
            }
        }
        return new Run(bench, lives);
    }

    @Property(tries = 100)
    void every_second_of_every_span_is_in_exactly_one_row(@ForAll long seed) {
        assertEquals(List.of(), run(seed, true).bench().ledger.faults(), "seed " + seed);
    }

    @Property(tries = 100)
    void a_restart_of_the_daemon_at_any_tick_changes_nothing(@ForAll long seed) {
        assertEquals(sums(run(seed, false).bench()), sums(run(seed, true).bench()), "seed " + seed);
    }

    @Property(tries = 100)
    void a_pod_that_lives_on_is_metered_to_what_it_used(@ForAll long seed) {
        Run run = run(seed, true);
        MemoryLedger ledger = run.bench().ledger;
        for (Life life : run.lives()) {
            OptionalLong meteredTo = ledger.rows.stream()
                    .filter(row -> ledger.span(row).pod().equals(life.name))
                    .mapToLong(row -> row.toS() - Bench.START_S)
                    .max();
            if (life.toS > END_S && meteredTo.isPresent()) {
                double expected = life.used(meteredTo.getAsLong()) - life.used(0);
                // A run that ended lately may have a tail that the pod's lagging counter does not show yet.
                double tolerance = 0.01 + 15 * life.cores;
                assertEquals(expected, ledger.cpuCoreMs(life.name) / 1000.0, tolerance, life.name + " of seed " + seed);
            }
        }
    }

    @Property(tries = 100)
    void pods_and_unseen_usage_together_never_exceed_the_nodes_counter_by_much(@ForAll long seed) {
        Run run = run(seed, true);
        double used = run.lives().stream()
                .mapToDouble(life -> life.used(END_S) - life.used(0))
                .sum();
        double cores = run.lives().stream().mapToDouble(life -> life.cores).sum();
        double metered =
                run.bench().ledger.all().stream().mapToLong(UsageRow::cpuCoreMs).sum() / 1000.0;
        double unseen = run.bench().ledger.unseen.stream()
                        .mapToLong(UnseenUsage::cpuCoreMs)
                        .sum()
                / 1000.0;
        assertTrue(
                metered + unseen <= used + 1 + 2 * cores,
                "seed " + seed + ": " + metered + " + " + unseen + " of " + used);
    }

    /** Per pod: core-milliseconds, seconds. */
    private static Map<String, List<Long>> sums(Bench bench) {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (UsageRow row : bench.ledger.all()) {
            List<Long> before = sums.getOrDefault(bench.ledger.span(row).pod(), List.of(0L, 0L));
            sums.put(
                    bench.ledger.span(row).pod(),
                    List.of(before.get(0) + row.cpuCoreMs(), before.get(1) + row.toS() - row.fromS()));
        }
        return sums;
    }
}
