package dev.sublet.cli;

import dev.sublet.reporter.close.Adjustments;
import dev.sublet.reporter.question.AdjustQuestion;
import dev.sublet.reporter.question.AdjustmentsQuestion;
import dev.sublet.reporter.question.Question;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code sublet adjust}. */
@Command(
        name = "adjust",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Charges or credits a cost center by hand in an open period, against another one.",
        subcommands = AdjustCommand.Listing.class)
final class AdjustCommand extends LedgerCommand {
    @Mixin
    private NamedPeriodOption period = new NamedPeriodOption();

    @Option(names = "--cost-center", paramLabel = "ID", description = "Who is charged or credited.")
    private @Nullable String costCenter;

    @Option(
            names = "--amount",
            paramLabel = "NUMBER",
            description = "In the price book's currency; negative is a credit.")
    private @Nullable String amount;

    @Option(names = "--against", paramLabel = "ID", description = "Who pays or gets it instead.")
    private @Nullable String against;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; one line, on record for ever.")
    private @Nullable String reason;

    @Option(names = "--cluster", paramLabel = "NAME", description = "Where; default: the first cluster by name.")
    private @Nullable String cluster;

    @Mixin
    private ByOption by = new ByOption();

    @Mixin
    private TermsOption terms = new TermsOption();

    @Override
    Question question() {
        Adjustments.Asked asked = new Adjustments.Asked(
                period.name(),
                needed(costCenter, "--cost-center ID"),
                needed(against, "--against ID"),
                needed(amount, "--amount NUMBER"),
                cluster,
                needed(reason, "--reason TEXT"),
                by.person());
        return new AdjustQuestion(asked, terms.texts());
    }

    /** Not demanded by the parser, which would ask them of a subcommand too. */
    private String needed(@Nullable String value, String option) {
        if (value == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '" + option + "'");
        }
        return value;
    }

    /** {@code sublet adjust list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "All adjustments, the oldest first.")
    static final class Listing extends LedgerCommand {
        @Mixin
        private FormatOption format = new FormatOption();

        @Override
        Question question() {
            return new AdjustmentsQuestion(format.format());
        }
    }
}
