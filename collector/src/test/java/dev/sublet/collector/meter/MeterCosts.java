package dev.sublet.collector.meter;

import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import dev.sublet.ledger.tick.StateBytes;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Prints what metering costs; no test by its name, run by bench/meter.sh. */
class MeterCosts {
    private static final int TICKS = 60;

    @Test
    void five_thousand_pods_on_one_node() {
        for (int round = 0; round < 3; round++) {
            round(5_000);
        }
    }

    private static void round(int pods) {
        Bench bench = new Bench();
        bench.tick(0);
        IntStream.range(0, pods).forEach(i -> bench.seen(1, Bench.pod("pod" + i, 1)));
        long wall = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int stateBytes = 0;
        for (int tick = 1; tick <= TICKS; tick++) {
            double atS = tick * 60.0;
            PodStats[] stats = IntStream.range(0, pods)
                    .mapToObj(i -> Bench.stats("pod" + i, 1, atS, atS / 10, Bench.at(atS - 8, atS / 10 - 0.3)))
                    .toArray(PodStats[]::new);
            StateBytes state = bench.tickWith((long) atS, Bench.at(atS - 3, pods * atS / 10), stats)
                    .state();
            stateBytes = state == null ? 0 : state.length();
            bench.ledger.rows.clear();
        }
        System.out.printf(
                "%d pods: %.1f ms wall and %.1f ms CPU per tick, state of %.1f MB%n",
                pods,
                (System.nanoTime() - wall) / 1e6 / TICKS,
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6 / TICKS,
                stateBytes / 1e6);
    }
}
