package dev.sublet.collector.meter;

import static dev.sublet.collector.meter.Bench.at;
import static dev.sublet.collector.meter.Bench.pod;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.collector.facts.Fact;
import dev.sublet.collector.kubelet.NodeSummary.Counter;
import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import dev.sublet.ledger.usage.Quanta;
import dev.sublet.ledger.usage.UnseenUsage;
import dev.sublet.ledger.usage.UsageRow;
import java.util.ArrayList;
import java.util.Comparator;
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
            return with(atS, Bench.stats(name, run, atS, (Math.min(atS, toS) - run) * cores, podCounter));
        }

        /** Memory, network and volumes that move with time. */
        private PodStats with(double atS, PodStats stats) {
            long at = (long) (atS - fromS);
            return new PodStats(
                    stats.uid(),
                    stats.namespace(),
                    stats.name(),
                    stats.startMs(),
                    stats.containers(),
                    stats.cpuNanos(),
                    (3 + at % 97) * 1_234_567,
                    new Counter((long) (atS * 1000), at * at * 1_000),
                    new Counter((long) (atS * 1000), at * 700),
                    at * 54_321);
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
        assertEquals(rows(run(seed, false).bench()), rows(run(seed, true).bench()), "seed " + seed);
    }

    @Property(tries = 100)
    void a_pod_that_lives_on_is_metered_to_what_it_used(@ForAll long seed) {
        Run run = run(seed, true);
        MemoryLedger ledger = run.bench().ledger;
        for (Life life : run.lives()) {
            OptionalLong meteredTo = ledger.of(life.name).stream()
                    .filter(row -> ledger.rows.contains(row) || row.cpuCoreMs() + row.networkTxBytes() > 0)
                    .mapToLong(row -> row.toS() - Bench.START_S)
                    .max();
            if (life.toS > END_S && meteredTo.isPresent()) {
                double expected = life.used(meteredTo.getAsLong()) - life.used(0);
                // A run that ended lately may have a tail that the pod's lagging counter does not show yet. At a whole
                // minute the last row may lack a step, of which no tail tells.
                boolean lately = life.runStarts.stream().anyMatch(start -> start > END_S - 60 && start > life.fromS);
                double tolerance = (lately ? 40 : 15) * life.cores + 3.3;
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

    @Property(tries = 100)
    void final_rows_are_in_whole_quanta_and_end_on_the_grid_while_the_pod_lives(@ForAll long seed) {
        MemoryLedger ledger = run(seed, true).bench().ledger;
        for (UsageRow row : ledger.rows) {
            assertTrue(Quanta.areWhole(row), "seed " + seed + ": " + row);
            UsageRow next = ledger.all().stream()
                    .filter(other -> other.spanId() == row.spanId() && other.fromS() == row.toS())
                    .findFirst()
                    .orElse(null);
            boolean cut = next == null || next.coverage() != row.coverage();
            assertTrue(cut || row.toS() % 60 == 0, "seed " + seed + ": " + row + " is followed by " + next);
        }
    }

    /** All rows, with the pod's name instead of the span's number. */
    private static List<String> rows(Bench bench) {
        List<String> rows = new ArrayList<>();
        for (UsageRow row : bench.ledger.all()) {
            String name = bench.ledger.span(row).pod();
            rows.add(name + row.toString().replaceFirst("spanId=\\d+", ""));
        }
        rows.sort(Comparator.naturalOrder());
        return rows;
    }
}
