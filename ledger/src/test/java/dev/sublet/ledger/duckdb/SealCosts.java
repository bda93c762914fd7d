package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Seals.START_S;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.seal.UpkeepStep;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints what sealing costs; a program, no test. Arguments: an empty folder, pods, hours, and anything to see the steps. */
final class SealCosts {
    private SealCosts() {}

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static String residentPeak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("");
    }

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        int pods = Integer.parseInt(arguments[1]);
        int hours = Integer.parseInt(arguments[2]);
        boolean steps = arguments.length > 3;
        long[] before = {cpuNanos()};
        Surroundings told = new Surroundings(() -> Long.MAX_VALUE, List.of(), step -> {
            long now = cpuNanos();
            if (steps && now - before[0] > 9_000_000) {
                System.out.printf(Locale.ROOT, "    %6.0f ms CPU up to %s%n", (now - before[0]) / 1e6, step);
            }
            before[0] = now;
        });
        try (Ledger ledger = DuckDbLedger.open(data, LedgerSettings.defaults(), Seals.CLOCK, told)) {
            fill(ledger, pods, hours);
            System.out.println("filled, " + residentPeak());
            long allNanos = 0;
            long allRows = 0;
            for (int step = 0; step < 1_000; step++) {
                long cpu = cpuNanos();
                long wall = System.nanoTime();
                Optional<UpkeepStep> done = ledger.upkeep(Due.NOW);
                if (done.isEmpty()) {
                    break;
                }
                cpu = cpuNanos() - cpu;
                UpkeepStep what = done.get();
                if (what.kind() == UpkeepStep.Kind.SEALED && what.table().equals("usage")) {
                    allNanos += cpu;
                    allRows += what.rows();
                }
                System.out.printf(
                        Locale.ROOT,
                        "%-9s %-13s %9d rows %10d bytes %7.1f ms wall %6.3f us CPU per row, %s%n",
                        what.kind(),
                        what.table(),
                        what.rows(),
                        what.bytes(),
                        (System.nanoTime() - wall) / 1e6,
                        cpu / 1e3 / Math.max(1, what.rows()),
                        residentPeak());
            }
            System.out.printf(
                    Locale.ROOT, "usage sealed: %.3f us CPU per row%n", allNanos / 1e3 / Math.max(1, allRows));
            reading(ledger);
        }
    }

    private static void reading(Ledger ledger) {
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            long rows = ledger.<Long>read(connection -> Sql.firstLong(connection, "SELECT 1"));
            System.out.printf(Locale.ROOT, "an empty read %d: %.1f ms%n", rows, (System.nanoTime() - start) / 1e6);
        }
        for (String sql : new String[] {
            "SELECT count(*) FROM usage WHERE cpu_core_ms > 0", "SELECT sum(billable_cpu_core_ms) FROM usage_hour"
        }) {
            long cpu = cpuNanos();
            long start = System.nanoTime();
            ledger.<Long>read(connection -> Sql.firstLong(connection, sql));
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.1f ms wall, %.1f ms CPU%n",
                    sql,
                    (System.nanoTime() - start) / 1e6,
                    (cpuNanos() - cpu) / 1e6);
        }
    }

    /** A row a minute for each pod, made by the database itself. */
    private static void fill(Ledger ledger, int pods, int hours) {
        ledger.commit(List.of(Seals.tick("c1", START_S, 0, null)));
        ledger.write(connection -> {
            Sql.execute(
                    connection,
                    "INSERT INTO pod_span SELECT p, 'c1', 'uid-' || p, 'ns', 'pod-' || p, 'n1', 'node-1', " + START_S
                            + ", NULL, 'workload', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 250, 262144, 0, 'Burstable', NULL"
                            + " FROM range(1, " + (pods + 1) + ") t(p)");
            return 0;
        });
        for (int hour = 0; hour < hours; hour++) {
            long fromS = START_S + hour * 3_600L;
            ledger.write(connection -> {
                Sql.execute(
                        connection,
                        "INSERT INTO usage_final SELECT p, " + fromS + " + m * 60, " + fromS
                                + " + m * 60 + 60, 'measured', (hash(p, m) % 64)::BIGINT * 50, (p % 900) * 1024 + (hash(p, m)"
                                + " % 3)::BIGINT * 1024, (hash(m, p) % 9)::BIGINT * 16384, (hash(m, p, 1) % 5)::BIGINT *"
                                + " 16384, 1024, 250, 262144, 0 FROM range(60) a(m), range(1, " + (pods + 1)
                                + ") b(p)");
                return 0;
            });
        }
        Seals.later(ledger, "c1", START_S + hours * 3_600L);
    }
}
