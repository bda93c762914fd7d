package dev.sublet.cli;

import dev.sublet.reporter.close.Disputes;
import dev.sublet.reporter.question.DisputesQuestion;
import dev.sublet.reporter.question.OpenDisputeQuestion;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.ResolveDisputeQuestion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sublet dispute}. */
@Command(
        name = "dispute",
        mixinStandardHelpOptions = true,
        description = "Objections to what a cost center is to pay. An open one hinders the close.",
        subcommands = {DisputeCommand.Open.class, DisputeCommand.Listing.class, DisputeCommand.Resolve.class})
final class DisputeCommand extends CommandGroup {
    @Override
    String advice() {
        return "what about disputes? give a subcommand: open, list or resolve";
    }

    /** {@code sublet dispute open}. */
    @Command(
            name = "open",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Objects to a cost center's lines of a period that is not closed.")
    static final class Open extends LedgerCommand {
        @Mixin
        private NamedPeriodOption period = new NamedPeriodOption();

        @Option(names = "--cost-center", paramLabel = "ID", required = true, description = "Whose lines.")
        private String costCenter = "";

        @Option(names = "--vcluster", paramLabel = "NAMESPACE/NAME", description = "Only these; default: all.")
        private @Nullable String vcluster;

        @Option(names = "--resource", paramLabel = "NAME", description = "Only these, such as cpu; default: all.")
        private @Nullable String resource;

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; one line.")
        private String reason = "";

        @Option(
                names = "--answer-by",
                paramLabel = "TIME",
                required = true,
                description = "Until when it can be answered; silence is acceptance.")
        private String answerBy = "";

        @Mixin
        private ByOption by = new ByOption();

        @Mixin
        private TermsOption terms = new TermsOption();

        @Override
        Question question() {
            Disputes.Asked asked = new Disputes.Asked(
                    period.needed(),
                    costCenter,
                    vcluster,
                    resource,
                    reason,
                    Times.parse("--answer-by", answerBy).getEpochSecond(),
                    by.person());
            return new OpenDisputeQuestion(asked, terms.texts());
        }
    }

    /** {@code sublet dispute list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "All disputes, those that were answered too.")
    static final class Listing extends LedgerCommand {

        @Mixin
        private FormatOption format = new FormatOption();

        @Override
        Question question() {
            return new DisputesQuestion(format.format());
        }
    }

    /** {@code sublet dispute resolve}. */
    @Command(
            name = "resolve",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Answers a dispute; both stay on record.")
    static final class Resolve extends LedgerCommand {
        @Parameters(paramLabel = "ID", description = "As sublet dispute list shows it.")
        private long id;

        @Option(
                names = "--outcome",
                paramLabel = "accepted|rejected",
                required = true,
                description = "What it comes to.")
        private String outcome = "";

        @Option(names = "--answer", paramLabel = "TEXT", required = true, description = "Why; one line.")
        private String answer = "";

        @Mixin
        private ByOption by = new ByOption();

        @Override
        Question question() {
            return new ResolveDisputeQuestion(id, outcome, answer, by.person());
        }
    }
}
