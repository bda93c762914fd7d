package dev.sublet.cli;

import dev.sublet.reporter.question.PricesCheckQuestion;
import dev.sublet.reporter.statement.Period;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sublet prices}. */
@Command(
        name = "prices",
        mixinStandardHelpOptions = true,
        description = "Price books: what one lacks.",
        subcommands = PricesCommand.Check.class)
final class PricesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about prices? give the subcommand: check");
    }

    /** {@code sublet prices check}. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Names what has no price, with the line to add, and entries that fit nothing; exit code 1 when"
                            + " something has no price.")
    static final class Check implements Callable<Integer> {
        @Mixin
        private SpanOption span = new SpanOption();

        @Mixin
        private TermsOption terms = new TermsOption();

        @Mixin
        private DataOption data = new DataOption();

        @Mixin
        private FormatOption format = new FormatOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            Period period = span.isGiven() ? new Period(span.fromS(), span.toS()) : null;
            return Output.print(
                    spec, Asking.ask(data.folder(), new PricesCheckQuestion(period, terms.texts(), format.format())));
        }
    }
}
