package dev.sublet.bench.prometheus;

import dev.sublet.bench.fleet.Fleet;
import dev.sublet.bench.fleet.FleetSpec;
import dev.sublet.bench.measure.Disk;
import dev.sublet.bench.measure.Proc;
import dev.sublet.bench.measure.Results;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Backfills a fleet into Prometheus and asks it what OpenCost asks for a daily allocation of each day. */
public final class PrometheusRun {
    /** A length that Prometheus compacts blocks to: 2 h times a power of 3. */
    private static final long BLOCK_S = 54 * 3_600;

    private static final String RESOLUTION = "5m";

    private PrometheusRun() {}

    /** Runs it all below an empty folder, which it leaves there. */
    public static void run(FleetSpec spec, Path work, int rounds, Results results)
            throws IOException, InterruptedException {
        Path blocks = Files.createDirectories(work.resolve("blocks"));
        long podMinutes = backfill(spec, work, blocks);
        try (PrometheusServer server = PrometheusServer.start(blocks, work)) {
            Proc proc = server.proc();
            results.put("prometheus.start.rss", proc.peakResidentBytes());
            proc.forgetPeak();
            double[] cpu = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                double before = proc.cpuS();
                long bytes = askAll(spec, server);
                cpu[round] = proc.cpuS() - before;
                System.err.printf("round %d: %.2f CPU-s, answers of %d bytes%n", round + 1, cpu[round], bytes);
                results.put("prometheus.answers.bytes", bytes);
            }
            results.put("prometheus.cpu.first", cpu[0]);
            results.put("prometheus.cpu", Results.median(cpu));
            results.put("prometheus.peak", proc.peakResidentBytes());
        }
        // Asked last, so that what the server compacted by itself counts for it.
        results.put(
                "prometheus.bytes", Disk.bytes(blocks, path -> !path.toString().contains("/wal/")));
        results.put("prometheus.podMinutes", podMinutes);
    }

    private static long askAll(FleetSpec spec, PrometheusServer server) throws IOException, InterruptedException {
        long bytes = 0;
        for (long day = spec.startS(); day < spec.endS(); day += FleetSpec.DAY_S) {
            for (String query : queries("1d")) {
                bytes += server.ask(query, day + FleetSpec.DAY_S);
            }
        }
        return bytes;
    }

    /** The query texts for a window. */
    static List<String> queries(String window) throws IOException {
        try (InputStream in = PrometheusRun.class.getResourceAsStream("opencost-queries.txt")) {
            if (in == null) {
                throw new IOException("opencost-queries.txt is missing beside " + PrometheusRun.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(line.indexOf('\t') + 1)
                            .replace("$w", window)
                            .replace("$r", RESOLUTION))
                    .toList();
        }
    }

    private static long backfill(FleetSpec spec, Path work, Path blocks) throws IOException, InterruptedException {
        Fleet fleet = new Fleet(spec);
        OpenMetrics text = new OpenMetrics();
        Path file = work.resolve("scrapes.om");
        while (!fleet.over()) {
            long blockEndS = Math.min(fleet.nowS() - Math.floorMod(fleet.nowS(), BLOCK_S) + BLOCK_S, spec.endS());
            text.write(fleet, (int) ((blockEndS - fleet.nowS()) / 60), file);
            Process promtool = new ProcessBuilder(List.of(
                            "promtool",
                            "tsdb",
                            "create-blocks-from",
                            "openmetrics",
                            "--quiet",
                            "--max-block-duration=" + BLOCK_S / 3_600 + "h",
                            file.toString(),
                            blocks.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve("promtool.log").toFile())
                    .start();
            if (promtool.waitFor() != 0) {
                throw new IOException("promtool failed: " + Files.readString(work.resolve("promtool.log")));
            }
            System.err.printf("blocks up to %d of %d s%n", fleet.nowS() - spec.startS(), spec.endS() - spec.startS());
        }
        Files.delete(file);
        return text.podMinutes();
    }
}
