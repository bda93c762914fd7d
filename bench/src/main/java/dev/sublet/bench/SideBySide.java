package dev.sublet.bench;

import dev.sublet.bench.measure.Numbers;
import dev.sublet.bench.measure.Results;
import java.util.Locale;

/** What the two programs used for the same pods, and the ratios. */
final class SideBySide {
    private SideBySide() {}

    static void print(String pods, String days, Numbers numbers) {
        System.out.println("### " + pods + " pods × " + days + " days, in both");
        System.out.println();
        Results.head("what", "Prometheus", "Sublet", "ratio");
        double prometheusBytes = numbers.get("prometheus.bytes") / numbers.get("prometheus.podMinutes");
        line("disk, bytes per pod-minute, usage", prometheusBytes, numbers.get("fill-side", "bytes.usage"), "%.2f");
        line("the same, everything that is sealed", prometheusBytes, numbers.get("fill-side", "bytes.sealed"), "%.2f");
        double cpu = numbers.get("prometheus.cpu");
        line("CPU-s, a bill by vcluster and day out of minutes", cpu, numbers.get("minutes.cpu"), "%.2f");
        line("CPU-s, what OpenCost learns of each pod and day", cpu, numbers.get("answers.cpu"), "%.2f");
        line("CPU-s, Sublet's whole allocation in money", cpu, numbers.get("allocation.cpu"), "%.2f");
        line("CPU-s, the same bill out of hours", cpu, numbers.get("rollup.cpu"), "%.3f");
        double peak = numbers.get("prometheus.peak") / 1e6;
        line("peak resident MB, bill out of minutes", peak, numbers.get("minutes.peak") / 1e6, "%.0f");
        line("peak resident MB, what OpenCost learns", peak, numbers.get("answers.peak") / 1e6, "%.0f");
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "CPU of Prometheus' process and of Sublet's, medians of several rounds in a running process; the first round took %.2f and"
                        + " %.2f (minutes).%n",
                numbers.get("prometheus.cpu.first"),
                numbers.get("minutes.cpu.first"));
    }

    private static void line(String what, double prometheus, double sublet, String format) {
        Results.row(
                what,
                String.format(Locale.ROOT, format, prometheus),
                String.format(Locale.ROOT, format, sublet),
                String.format(Locale.ROOT, "1/%.1f", prometheus / sublet));
    }
}
