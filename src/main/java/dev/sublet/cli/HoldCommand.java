package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.question.HoldsQuestion;
import dev.sublet.reporter.question.PlaceHoldQuestion;
import dev.sublet.reporter.question.ReleaseHoldQuestion;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet hold}. */
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        description =
                "Legal holds: what retention must keep, and why. Tables: usage (with ticks), usage_hour, audit; or all.",
        subcommands = {HoldCommand.Place.class, HoldCommand.Release.class, HoldCommand.Listing.class})
final class HoldCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about holds? give a subcommand: place, release or list");
    }

    /** {@code sublet hold place}. */
    @Command(
            name = "place",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Keeps the rows of a time until the hold is released.")
    static final class Place implements Callable<Integer> {
        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; one line, on record for ever.")
        private @Nullable String reason;

        @Option(
                names = "--table",
                paramLabel = "usage|usage_hour|audit",
                description = "Only this: usage (with ticks), usage_hour or audit; default: everything.")
        private @Nullable String table;

        @Mixin
        private SpanOption span = new SpanOption();

        @Option(names = "--by", paramLabel = "NAME", description = "Who places it; default: the user of this process.")
        private @Nullable String by;

        @Mixin
        private DataOption data = new DataOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            String why = reason;
            if (why == null) {
                throw Problem.wrongUse("say with --reason why these rows must be kept");
            }
            if (!span.isGiven()) {
                throw Problem.wrongUse("say with --month, or --from and --to, which time must be kept");
            }
            return Output.print(
                    spec,
                    Asking.ask(
                            data.folder(),
                            new PlaceHoldQuestion(table, span.fromS(), span.toS(), why, by == null ? user() : by)));
        }

        private static String user() {
            String user = System.getProperty("user.name", "?");
            if (user.equals("?") || user.isBlank()) {
                throw Problem.wrongUse("the system does not know who you are; say it with --by");
            }
            return user;
        }
    }

    /** {@code sublet hold release}. */
    @Command(name = "release", mixinStandardHelpOptions = true, description = "Ends a hold; it stays on record.")
    static final class Release implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "As sublet hold list shows it.")
        private long id;

        @Mixin
        private DataOption data = new DataOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            return Output.print(spec, Asking.ask(data.folder(), new ReleaseHoldQuestion(id)));
        }
    }

    /** {@code sublet hold list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "All holds, those that ended too.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        private DataOption data = new DataOption();

        @Mixin
        private FormatOption format = new FormatOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            return Output.print(spec, Asking.ask(data.folder(), new HoldsQuestion(format.format())));
        }
    }
}
