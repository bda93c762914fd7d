package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Samples.START_S;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints what durable ticks of 5 000 rows and audit events cost, part by part; no test by its name, run by bench/ingest.sh.
 */
class IngestCosts {
    private static final int PODS = 5_000;
    private static final int TICKS = Integer.getInteger("bench.ticks", 200);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    @TempDir
    Path data;

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    @Test
    void ticks() {
        byte[] state = new byte[800_000];
        new Random(1).nextBytes(state);
        for (int round = 0; round < ROUNDS; round++) {
            ticks("rows alone", round, false, StateBytes.ofText("none"));
            ticks("rows and tails", round, true, StateBytes.ofText("none"));
            ticks("rows, tails and state", round, true, StateBytes.of(state));
        }
    }

    private void ticks(String what, int round, boolean tails, StateBytes state) {
        try (Ledger ledger = Ledger.open(data.resolve(what + round), LedgerSettings.defaults(), Clock.systemUTC())) {
            long[] wall = new long[TICKS];
            long cpu = 0;
            for (int tick = 0; tick < TICKS; tick++) {
                TickBatch batch = Samples.tick("large", START_S + 60L * tick, PODS, tick == 0);
                TickBatch one = Samples.withState(Samples.withTail(batch, tails ? batch.tail() : List.of()), state);
                long before = cpuNanos();
                long start = System.nanoTime();
                ledger.commit(List.of(one));
                wall[tick] = System.nanoTime() - start;
                cpu += cpuNanos() - before;
            }
            Arrays.sort(wall);
            System.out.printf(
                    "%-24s %6.2f us CPU per unit of %d, a tick p50 %.1f ms p99 %.1f ms%n",
                    what, cpu / 1e3 / PODS / TICKS, PODS, wall[TICKS / 2] / 1e6, wall[TICKS * 99 / 100] / 1e6);
        }
    }

    @Test
    void audit() throws Exception {
        long us = START_S * 1_000_000;
        try (Ledger ledger = Ledger.open(data.resolve("audit"), LedgerSettings.defaults(), Clock.systemUTC())) {
            for (int callers : new int[] {1, 8, 1, 8, 1, 8}) {
                List<AuditBatch> batches = new ArrayList<>();
                for (int batch = 0; batch < 200; batch++) {
                    List<AuditEvent> events = new ArrayList<>();
                    for (int event = 0; event < 400; event++) {
                        us += 700;
                        String id = UUID.randomUUID().toString();
                        events.add(Samples.event("s" + batch % 4, id, "ResponseComplete", us));
                    }
                    batches.add(new AuditBatch("s" + batch % 4, events, List.of()));
                }
                long start = System.nanoTime();
                long cpu = cpuNanos();
                ExecutorService pool = Executors.newFixedThreadPool(callers);
                List<Future<?>> done = new ArrayList<>();
                batches.forEach(batch -> done.add(pool.submit(() -> ledger.commit(batch))));
                for (Future<?> one : done) {
                    one.get();
                }
                pool.shutdown();
                System.out.printf(
                        "audit, %d callers           %6.2f us CPU per unit of an event, %.1f ms wall a batch of 400%n",
                        callers, (cpuNanos() - cpu) / 1e3 / 80_000, (System.nanoTime() - start) / 1e6 / 200);
            }
        }
    }
}
