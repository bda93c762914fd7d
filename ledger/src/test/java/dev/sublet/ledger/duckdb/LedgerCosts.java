package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Samples.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.tick.TickBatch;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints what the ledger costs; no test by its name, run by bench/ledger.sh. */
class LedgerCosts {
    @TempDir
    Path data;

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void print(String what, long startNanos, long cpuBefore, long units) {
        long wall = System.nanoTime() - startNanos;
        long cpu = cpuNanos() - cpuBefore;
        System.out.printf(
                "%-40s %8.1f ms wall, %6.2f us CPU per unit of %d%n", what, wall / 1e6, cpu / 1e3 / units, units);
    }

    @Test
    void history_ticks_and_audit() {
        try (Ledger ledger = Ledger.open(data, LedgerSettings.defaults(), Clock.systemUTC())) {
            long atS = START_S;
            for (int call = 0; call < 40; call++) {
                List<TickBatch> ticks = new ArrayList<>();
                for (int tick = 0; tick < 300; tick++) {
                    ticks.add(Samples.tick("history", atS, 80, atS == START_S));
                    atS += 15;
                }
                long start = System.nanoTime();
                long cpu = cpuNanos();
                ledger.commit(ticks);
                if (call % 5 == 0) {
                    print("300 ticks of 80 rows, call " + call, start, cpu, 24_000);
                }
            }
            for (int tick = 0; tick < 30; tick++) {
                TickBatch batch = Samples.tick("large", START_S + 60L * tick, 5_000, tick == 0);
                long start = System.nanoTime();
                long cpu = cpuNanos();
                ledger.commit(List.of(batch));
                if (tick % 5 == 0) {
                    print("a tick of 5 000 rows, number " + tick, start, cpu, 5_000);
                }
            }
            audit(ledger);
        }
    }

    private static void audit(Ledger ledger) {
        long us = START_S * 1_000_000;
        for (int round = 0; round < 6; round++) {
            List<AuditBatch> batches = new ArrayList<>();
            for (int batch = 0; batch < 100; batch++) {
                List<AuditEvent> events = new ArrayList<>();
                for (int event = 0; event < 400; event++) {
                    us += 700;
                    events.add(Samples.event("s" + batch % 4, UUID.randomUUID().toString(), "ResponseComplete", us));
                }
                batches.add(new AuditBatch("s" + batch % 4, events, List.of()));
            }
            long start = System.nanoTime();
            long cpu = cpuNanos();
            batches.forEach(ledger::commit);
            print("100 audit batches of 400, round " + round, start, cpu, 40_000);
            long again = System.nanoTime();
            long cpuAgain = cpuNanos();
            assertEquals(400, ledger.commit(batches.get(0)).duplicates());
            print("one of them again", again, cpuAgain, 400);
        }
    }
}
