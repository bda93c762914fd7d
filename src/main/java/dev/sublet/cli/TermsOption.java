package dev.sublet.cli;

import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsFiles;
import dev.sublet.reporter.terms.TermsTexts;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a statement is made with, beside the ledger. */
final class TermsOption {
    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "The price book; default: prices.yaml in the data folder, else the daemon's.")
    private @Nullable Path prices;

    @Option(
            names = "--policies",
            paramLabel = "FILE",
            description = "How shared cost is handed on; default: policies.yaml, likewise.")
    private @Nullable Path policies;

    @Option(
            names = "--cost-centers",
            paramLabel = "FILE",
            description = "Cost centers with their accounts; default: cost-centers.yaml, likewise.")
    private @Nullable Path costCenters;

    @Option(
            names = "--owners",
            paramLabel = "FILE",
            description = "Who pays for what, from when to when; default: owners.yaml, likewise.")
    private @Nullable Path owners;

    @Option(
            names = "--calendar",
            paramLabel = "FILE",
            description = "Fiscal periods; default: calendar.yaml, likewise.")
    private @Nullable Path calendar;

    /** The files that were named. */
    TermsTexts texts() {
        Map<TermsFile, Path> named = new EnumMap<>(TermsFile.class);
        put(named, TermsFile.PRICES, prices);
        put(named, TermsFile.POLICIES, policies);
        put(named, TermsFile.COST_CENTERS, costCenters);
        put(named, TermsFile.OWNERS, owners);
        put(named, TermsFile.CALENDAR, calendar);
        return TermsFiles.named(named);
    }

    private static void put(Map<TermsFile, Path> named, TermsFile file, @Nullable Path path) {
        if (path != null) {
            named.put(file, path);
        }
    }
}
