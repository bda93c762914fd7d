package dev.sublet.reporter.close;

import dev.sublet.reporter.support.HandLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** November's ledger with names that a provider's bill knows, and such bills. */
final class Billed {
    static final String HEADER = "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,"
            + "ChargeCategory,ChargePeriodEnd,ChargePeriodStart,EffectiveCost,ListCost,ProviderName,ResourceId,ServiceName\n";

    private Billed() {}

    static HandLedger ledger() {
        return November.ledger()
                .sql("UPDATE node_span SET provider_id = 'aws:///eu-1a/i-0a', gpu_model = 'none'")
                .sql("UPDATE volume_span SET handle = 'vol-0b'");
    }

    /** Of the node, for all November. */
    static Path bill(Path folder, String name, String nodeCost) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                HEADER
                        + row("Usage", nodeCost, "i-0a", "Compute")
                        + row("Usage", "1.5", "vol-0b", "Disks")
                        + row("Tax", "7.77", "", "Tax"));
    }

    private static String row(String category, String cost, String resource, String service) {
        return cost + ",acct,USD,2026-12-01T00:00:00Z,2026-11-01T00:00:00Z," + category
                + ",2026-12-01T00:00:00Z,2026-11-01T00:00:00Z," + cost + "," + cost + ",AWS," + resource + "," + service
                + "\n";
    }
}
