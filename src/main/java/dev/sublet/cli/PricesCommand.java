package dev.sublet.cli;

import dev.sublet.reporter.question.PricesCheckQuestion;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.statement.Period;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sublet prices}. */
@Command(
        name = "prices",
        mixinStandardHelpOptions = true,
        description = "Price books: what one lacks.",
        subcommands = PricesCommand.Check.class)
final class PricesCommand extends CommandGroup {
    @Override
    String advice() {
        return "what about prices? give the subcommand: check";
    }

    /** {@code sublet prices check}. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Names what has no price, with the line to add, and entries that fit nothing; exit code 1 when"
                            + " something has no price.")
    static final class Check extends LedgerCommand {
        @Mixin
        private SpanOption span = new SpanOption();

        @Mixin
        private TermsOption terms = new TermsOption();

        @Mixin
        private FormatOption format = new FormatOption();

        @Override
        Question question() {
            Period period = span.isGiven() ? new Period(span.fromS(), span.toS()) : null;
            return new PricesCheckQuestion(period, terms.texts(), format.format());
        }
    }
}
