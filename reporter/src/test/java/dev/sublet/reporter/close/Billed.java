package dev.sublet.reporter.close;

import dev.sublet.reporter.support.HandLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** November's ledger with names that a provider's bill knows, and such bills. */
public final class Billed {
    public static final String HEADER =
            "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,"
                    + "ChargeCategory,ChargePeriodEnd,ChargePeriodStart,EffectiveCost,ListCost,ProviderName,ResourceId,ServiceName\n";

    private Billed() {}

    public static HandLedger ledger() {
        return November.ledger()
                .sql("UPDATE node_span SET provider_id = 'aws:///eu-1a/i-0a', gpu_model = 'none'")
                .sql("UPDATE volume_span SET handle = 'vol-0b'");
    }

    /** Of the node, for all November. */
    public static Path bill(Path folder, String name, String nodeCost) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                HEADER
                        + line("Usage", nodeCost, "i-0a", "Compute")
                        + line("Usage", "1.5", "vol-0b", "Disks")
                        + line("Tax", "7.77", "", "Tax"));
    }

    /** A usage row of the node or the volume; times are of UTC, to the minute. */
    public static String row(String cost, String resource, String from, String to) {
        return cost + ",acct,USD,2026-12-01T00:00:00Z,2026-11-01T00:00:00Z,Usage," + to + ":00Z," + from + ":00Z,"
                + cost + "," + cost + ",AWS," + resource + ",Compute\n";
    }

    private static String line(String category, String cost, String resource, String service) {
        return cost + ",acct,USD,2026-12-01T00:00:00Z,2026-11-01T00:00:00Z," + category
                + ",2026-12-01T00:00:00Z,2026-11-01T00:00:00Z," + cost + "," + cost + ",AWS," + resource + "," + service
                + "\n";
    }
}
