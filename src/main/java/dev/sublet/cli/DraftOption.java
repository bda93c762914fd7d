package dev.sublet.cli;

import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsFiles;
import dev.sublet.reporter.terms.TermsTexts;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Terms that are tried on a past period and stored nowhere. */
final class DraftOption {
    @Option(
            names = "--draft",
            paramLabel = "FILE",
            description =
                    "What the period would have come to under this policy file, beside what it comes to; nothing is"
                            + " stored.")
    private @Nullable Path policies;

    @Option(names = "--draft-prices", paramLabel = "FILE", description = "Likewise with this price book.")
    private @Nullable Path prices;

    @Option(names = "--draft-owners", paramLabel = "FILE", description = "Likewise with this owner registry.")
    private @Nullable Path owners;

    /** The files that were named; none when the statement is asked for as it is. */
    TermsTexts texts() {
        Map<TermsFile, Path> named = new EnumMap<>(TermsFile.class);
        put(named, TermsFile.POLICIES, policies);
        put(named, TermsFile.PRICES, prices);
        put(named, TermsFile.OWNERS, owners);
        return TermsFiles.named(named, file -> file == TermsFile.POLICIES ? "draft" : "draft-" + file.option());
    }

    private static void put(Map<TermsFile, Path> named, TermsFile file, @Nullable Path path) {
        if (path != null) {
            named.put(file, path);
        }
    }
}
