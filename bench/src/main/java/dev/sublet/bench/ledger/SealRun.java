package dev.sublet.bench.ledger;

import dev.sublet.bench.measure.Results;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Seals whatever is over in a ledger that something else wrote, and says how many bytes lie where. */
public final class SealRun {
    private SealRun() {}

    public static void run(Path data, Results results) throws IOException {
        try (Ledger ledger = Ledger.open(data, LedgerSettings.defaults(), Clock.systemUTC())) {
            Written written = new Written();
            new Fill(ledger).upkeep(written);
            written.print(ledger, data, results);
        }
    }
}
