package dev.sublet.bench.ledger;

import dev.sublet.bench.fleet.FleetSpec;
import dev.sublet.bench.measure.Results;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;

/** Writes a fleet into a new ledger, seals as a daemon would, and says what that cost and how many bytes lie where. */
public final class LayoutRun {
    private LayoutRun() {}

    /** Fills the folder and leaves it sealed. */
    public static void run(FleetSpec spec, Path data, int sealEachHours, Results results) throws IOException {
        try (Ledger ledger = Ledger.open(data, LedgerSettings.defaults(), Clock.systemUTC())) {
            Written written = new Written();
            Fill fill = new Fill(ledger);
            fill.run(spec, sealEachHours, written);
            costs(fill, results);
            written.print(ledger, data, results);
        }
    }

    private static void costs(Fill fill, Results results) {
        double rows = fill.rows();
        System.out.printf(
                Locale.ROOT,
                "%.0f rows: generating %.2f, committing %.2f, upkeep %.2f µs CPU a row; peak %s resident%n%n",
                rows,
                fill.generateCpuS() / rows * 1e6,
                fill.commitCpuS() / rows * 1e6,
                fill.upkeepCpuS() / rows * 1e6,
                Results.mb(fill.upkeepPeakBytes()));
        results.put("rows", rows);
        results.put("history.us", fill.commitCpuS() / rows * 1e6);
        results.put("upkeep.us", fill.upkeepCpuS() / rows * 1e6);
        results.put("upkeep.peak", fill.upkeepPeakBytes());
    }
}
