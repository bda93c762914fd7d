package dev.sublet.cli;

import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.RestateQuestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sublet restate}. */
@Command(
        name = "restate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Computes a closed period again with what is known now, and books the difference in the period that"
                        + " is open, by cost center and cause. Run twice it books nothing.")
final class RestateCommand extends LedgerCommand {
    @Mixin
    private NamedPeriodOption period = new NamedPeriodOption();

    @Option(names = "--preview", description = "Say what would be booked, and book nothing.")
    private boolean preview;

    @Option(
            names = "--bill",
            paramLabel = "FILE",
            arity = "1..*",
            description = "The provider's final bill, as for sublet bill import; a preview does not keep it.")
    private List<Path> bills = new ArrayList<>();

    @Option(names = "--provider", paramLabel = "NAME", description = "For a bill that does not name its provider.")
    private @Nullable String provider;

    @Mixin
    private ByOption by = new ByOption();

    @Mixin
    private TermsOption terms = new TermsOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    Question question() {
        List<String> paths = bills.stream()
                .map(file -> file.toAbsolutePath().normalize().toString())
                .toList();
        return new RestateQuestion(
                period.needed(), preview, by.person(), paths, provider, terms.texts(), format.format());
    }
}
