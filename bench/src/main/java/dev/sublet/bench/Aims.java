package dev.sublet.bench;

import dev.sublet.bench.measure.Numbers;
import dev.sublet.bench.measure.Results;
import java.util.Locale;

/** Each aim with what was measured beside it. */
final class Aims {
    private static final String INGEST = "commit{pods=5000, stateBytesPerPod=0}";
    private static final String INGEST_WITH_STATE = "commit{pods=5000, stateBytesPerPod=150}";
    private static final String SEAL = "seal{pods=5000}";

    private int missed;

    private Aims() {}

    static void print(Numbers numbers) {
        Aims aims = new Aims();
        Results.head("aim", "measured", "");
        aims.disk(numbers);
        aims.questions(numbers);
        aims.writing(numbers);
        System.out.println();
        System.out.println(aims.missed + " missed");
    }

    private void disk(Numbers numbers) {
        double month = numbers.get("fill-month", "bytes.usage");
        most("sealed usage ≤ 3 bytes per pod-minute, busy pods", month, 3, "%.2f");
        most("the same, idle pods and CI jobs", numbers.get("fill-idle", "bytes.usage"), 3, "%.2f");
        most("≤ 1.5 × order-0 entropy", month / numbers.get("fill-month", "entropy"), 1.5, "%.2f ×");
        double prometheus = numbers.get("prometheus.bytes") / numbers.get("prometheus.podMinutes");
        share("≤ 1/6 of compacted Prometheus", numbers.get("fill-side", "bytes.usage") / prometheus, 6);
    }

    private void questions(Numbers numbers) {
        share(
                "month from rows ≤ 1/20 of the CPU of OpenCost's queries (three days, same pods)",
                numbers.get("side", "minutes.cpu") / numbers.get("prometheus.cpu"),
                20);
        double minutes = numbers.get("1000-minutes.cpu");
        most("≤ 1.8 × the decode floor, 43.2 M rows", minutes / numbers.get("1000-floor.cpu"), 1.8, "%.2f ×");
        most("the same, 216 M rows", numbers.get("5000-minutes.cpu") / numbers.get("5000-floor.cpu"), 1.8, "%.2f ×");
        share("month from the rollup ≥ 30 × cheaper", numbers.get("1000-rollup.cpu") / minutes, 30);
        least("its answer equal to the last unit (1 = yes)", numbers.get("equal"), 1);
        most("216 M rows in ≤ 150 MB", numbers.get("5000-minutes.peak") / 1e6, 150, "%.0f MB");
    }

    private void writing(Numbers numbers) {
        most("ingest ≤ 2 µs CPU a row, durable, rows alone", numbers.get(INGEST + ".cpu"), 2, "%.2f µs");
        most("the same with 150 bytes of meter state a pod", numbers.get(INGEST_WITH_STATE + ".cpu"), 2, "%.2f µs");
        most("p99 of a 5 000-pod tick ≤ 100 ms, rows alone", numbers.get(INGEST + ".p99"), 100, "%.0f ms");
        most("the same with 150 bytes of meter state a pod", numbers.get(INGEST_WITH_STATE + ".p99"), 100, "%.0f ms");
        most("seal ≤ 0.6 µs CPU a row", numbers.get(SEAL + ".cpu"), 0.6, "%.2f µs");
        most("in ≤ 360 MB resident", numbers.get(SEAL + ".peak") / 1e6, 360, "%.0f MB");
    }

    private void most(String aim, double measured, double bound, String format) {
        verdict(aim, String.format(Locale.ROOT, format, measured), measured <= bound, Double.isNaN(measured));
    }

    private void least(String aim, double measured, double bound) {
        verdict(aim, String.format(Locale.ROOT, "%.0f", measured), measured >= bound, Double.isNaN(measured));
    }

    private void share(String aim, double measured, double parts) {
        verdict(aim, String.format(Locale.ROOT, "1/%.1f", 1 / measured), measured <= 1 / parts, Double.isNaN(measured));
    }

    private void verdict(String aim, String measured, boolean met, boolean unknown) {
        if (!met && !unknown) {
            missed++;
        }
        Results.row(aim, unknown ? "–" : measured, unknown ? "not measured" : met ? "met" : "**missed**");
    }
}
