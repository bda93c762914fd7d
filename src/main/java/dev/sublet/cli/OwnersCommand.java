package dev.sublet.cli;

import dev.sublet.reporter.question.UnownedQuestion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sublet owners}. */
@Command(
        name = "owners",
        mixinStandardHelpOptions = true,
        description = "Who pays for what.",
        subcommands = OwnersCommand.Listing.class)
final class OwnersCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about owners? give a subcommand: list");
    }

    /** {@code sublet owners list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "What has no owner yet, and what it comes to.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        private NamedPeriodOption period = new NamedPeriodOption();

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
            return Output.print(
                    spec,
                    Asking.ask(data.folder(), new UnownedQuestion(period.name(), terms.texts(), format.format())));
        }
    }
}
