package dev.sublet.collector.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.collector.kubelet.NodeSummary.Counter;
import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.ledger.span.PodClass;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.Quanta;
import dev.sublet.ledger.usage.UsageRow;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random stretches of random use, settled, cut by spans and hours, and ended: what rows hold of what was counted. */
class RowProperties {
    private static final long FROM_S = 1_800_000_000L;
    private static final long[] SIZES = {1, 40, 3_000, 200_000, 50_000_000};

    /** A pod whose totals are known. */
    private static final class Counted {
        final Random random;
        final long stepS;
        final RowGrid grid;
        final PodRows rows = new PodRows(span(1, FROM_S, null));
        final List<UsageRow> done = new ArrayList<>();
        long cpuMs;
        long rxBytes;
        long txBytes;
        long memoryKibS;
        long volumeKibS;
        long spans = 1;

        Counted(long seed) {
            random = new Random(seed);
            long intervalS = List.of(10L, 20L, 60L, 240L).get(random.nextInt(4));
            stepS = RowGrid.stepS(intervalS);
            String zone = List.of("UTC", "Asia/Kolkata").get(random.nextInt(2));
            grid = new RowGrid(intervalS, new BillingHours(ZoneId.of(zone)));
        }

        long some() {
            return random.nextInt(3) == 0 ? 0 : (long) (random.nextDouble() * SIZES[random.nextInt(SIZES.length)]);
        }

        void settle(long seconds) {
            long toS = rows.meteredToS() + seconds;
            cpuMs += some();
            rxBytes += some();
            txBytes += some() * 10;
            long memoryKib = some();
            long volumeKib = some();
            memoryKibS += memoryKib * seconds;
            volumeKibS += volumeKib * seconds;
            Counter rx = new Counter(toS * 1000, rxBytes);
            Counter tx = new Counter(toS * 1000, txBytes);
            rows.observe(new PodStats("uid", "ns", "pod", 0, List.of(), null, null, rx, tx, volumeKib * 1024), true);
            Coverage coverage = random.nextInt(6) == 0 ? Coverage.BRIDGED : Coverage.MEASURED;
            rows.settle(toS, coverage, cpuMs, memoryKib, grid, done);
        }

        void step() {
            settle(1 + random.nextInt(random.nextInt(20) == 0 ? 4000 : 30));
            if (random.nextInt(8) == 0) {
                spans++;
                rows.change(span(spans, rows.meteredToS() + random.nextInt(40), null));
            }
        }

        /** The final rows and the tail up to now. */
        List<UsageRow> all() {
            List<UsageRow> all = new ArrayList<>(done);
            rows.tail(rows.meteredToS() + 90, Coverage.ESTIMATED, grid, all);
            return all;
        }

        long sum(ToLongFunction<UsageRow> quantity) {
            return all().stream().mapToLong(quantity).sum();
        }
    }

    private static PodSpan span(long id, long fromS, Long toS) {
        return new PodSpan(
                id,
                "c",
                "uid",
                "ns",
                "pod",
                "n",
                "node",
                fromS,
                toS,
                PodClass.HOST,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                100,
                1024,
                0,
                "Burstable",
                null);
    }

    private static Counted settled(long seed) {
        Counted pod = new Counted(seed);
        int steps = 1 + pod.random.nextInt(60);
        for (int i = 0; i < steps; i++) {
            pod.step();
        }
        return pod;
    }

    private static long seconds(UsageRow row) {
        return row.toS() - row.fromS();
    }

    @Property(tries = 300)
    void rows_neither_overlap_nor_leave_a_hole_and_lie_within_their_spans_hours_and_steps(@ForAll long seed) {
        Counted pod = settled(seed);
        long next = FROM_S;
        for (UsageRow row : pod.all()) {
            assertEquals(next, row.fromS(), () -> row.toString());
            assertTrue(row.toS() <= pod.grid.nextHour(row.fromS()), () -> row.toString());
            next = row.toS();
        }
        assertEquals(pod.rows.meteredToS() + 90, next);
        for (UsageRow row : pod.done) {
            assertTrue(row.toS() <= pod.grid.next(row.fromS()), () -> row.toString());
            assertTrue(seconds(row) <= pod.stepS);
        }
    }

    @Property(tries = 300)
    void final_rows_hold_whole_quanta_in_few_steps(@ForAll long seed) {
        for (UsageRow row : settled(seed).done) {
            assertTrue(Quanta.areWhole(row), () -> row.toString());
            assertFew(row.cpuCoreMs(), Quanta.CPU_CORE_MS, Quanta.CPU_STEPS);
            assertFew(row.memoryKib(), Quanta.MEMORY_KIB, Quanta.MEMORY_STEPS);
            assertFew(row.networkRxBytes(), Quanta.NETWORK_BYTES, Quanta.NETWORK_STEPS);
            assertFew(row.networkTxBytes(), Quanta.NETWORK_BYTES, Quanta.NETWORK_STEPS);
        }
    }

    private static void assertFew(long value, long quantum, int steps) {
        assertEquals(0, value % Quanta.step(value, quantum, steps), value + " has too many steps");
    }

    @Property(tries = 300)
    void at_any_moment_rows_lack_less_than_a_step_of_the_counter(@ForAll long seed) {
        Counted pod = new Counted(seed);
        for (int i = 0; i < 40; i++) {
            pod.step();
            assertLack(pod, pod.cpuMs, UsageRow::cpuCoreMs, Quanta.CPU_CORE_MS, Quanta.CPU_STEPS);
            assertLack(pod, pod.rxBytes, UsageRow::networkRxBytes, Quanta.NETWORK_BYTES, Quanta.NETWORK_STEPS);
            assertLack(pod, pod.txBytes, UsageRow::networkTxBytes, Quanta.NETWORK_BYTES, Quanta.NETWORK_STEPS);
        }
    }

    private static void assertLack(
            Counted pod, long counted, ToLongFunction<UsageRow> quantity, long quantum, int steps) {
        long most = pod.done.stream().mapToLong(quantity).max().orElse(0);
        long lack = counted - pod.sum(quantity);
        // The row may have lost up to a step of what it held before rounding, which was less than twice as many steps.
        long step = Quanta.step(most, quantum, steps) * 2;
        assertTrue(lack >= 0 && lack < step, () -> "rows lack " + lack + " of " + counted + ", a step is " + step);
        boolean open =
                pod.all().stream().anyMatch(row -> row.toS() == pod.rows.meteredToS() && !pod.done.contains(row));
        assertTrue(!open || lack == 0, () -> "the open row does not show " + lack);
    }

    @Property(tries = 300)
    void at_the_end_of_its_life_a_pods_rows_are_within_a_quantum_of_what_was_counted(@ForAll long seed) {
        Counted pod = settled(seed);
        PodSpan last = pod.rows.span();
        long late = pod.random.nextInt(60);
        pod.cpuMs += pod.some();
        long oneMore = pod.rows.endWouldLose(pod.cpuMs) ? 1 : 0;
        long endS = Math.max(pod.rows.meteredToS() + oneMore + late, last.fromS() + 1);
        pod.rows.correct(Spans.ended(last, endS));
        while (pod.rows.meteredToS() < endS) {
            pod.settle(Math.min(endS - pod.rows.meteredToS(), 1 + pod.random.nextInt(50)));
        }
        pod.rows.finish(pod.cpuMs, pod.done);

        List<UsageRow> rows = pod.done;
        UsageRow end = rows.get(rows.size() - 1);
        assertEquals(endS, end.toS());
        assertWithin(Quanta.CPU_CORE_MS, pod.cpuMs, rows, UsageRow::cpuCoreMs);
        assertWithin(Quanta.NETWORK_BYTES, pod.rxBytes, rows, UsageRow::networkRxBytes);
        assertWithin(Quanta.NETWORK_BYTES, pod.txBytes, rows, UsageRow::networkTxBytes);
        assertWithin(Quanta.MEMORY_KIB * seconds(end), pod.memoryKibS, rows, row -> row.memoryKib() * seconds(row));
        assertWithin(Quanta.VOLUME_KIB * seconds(end), pod.volumeKibS, rows, row -> row.volumeKib() * seconds(row));
    }

    private static void assertWithin(
            long quantum, long counted, List<UsageRow> rows, ToLongFunction<UsageRow> quantity) {
        long lack = counted - rows.stream().mapToLong(quantity).sum();
        assertTrue(Math.abs(lack) < quantum, () -> "rows lack " + lack + " of " + counted);
    }
}
