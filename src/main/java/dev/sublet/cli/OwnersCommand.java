package dev.sublet.cli;

import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.UnownedQuestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sublet owners}. */
@Command(
        name = "owners",
        mixinStandardHelpOptions = true,
        description = "Who pays for what.",
        subcommands = OwnersCommand.Listing.class)
final class OwnersCommand extends CommandGroup {
    @Override
    String advice() {
        return "what about owners? give a subcommand: list";
    }

    /** {@code sublet owners list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "What has no owner yet, and what it comes to.")
    static final class Listing extends LedgerCommand {
        @Mixin
        private NamedPeriodOption period = new NamedPeriodOption();

        @Mixin
        private TermsOption terms = new TermsOption();

        @Mixin
        private FormatOption format = new FormatOption();

        @Override
        Question question() {
            return new UnownedQuestion(period.name(), terms.texts(), format.format());
        }
    }
}
