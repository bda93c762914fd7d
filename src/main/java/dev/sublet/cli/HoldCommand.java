package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.question.HoldsQuestion;
import dev.sublet.reporter.question.PlaceHoldQuestion;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.ReleaseHoldQuestion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sublet hold}. */
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        description =
                "Legal holds: what retention must keep, and why. Tables: usage (with ticks), usage_hour, audit; or all.",
        subcommands = {HoldCommand.Place.class, HoldCommand.Release.class, HoldCommand.Listing.class})
final class HoldCommand extends CommandGroup {
    @Override
    String advice() {
        return "what about holds? give a subcommand: place, release or list";
    }

    /** {@code sublet hold place}. */
    @Command(
            name = "place",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Keeps the rows of a time until the hold is released.")
    static final class Place extends LedgerCommand {
        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; one line, on record for ever.")
        private @Nullable String reason;

        @Option(
                names = "--table",
                paramLabel = "usage|usage_hour|audit",
                description = "Only this: usage (with ticks), usage_hour or audit; default: everything.")
        private @Nullable String table;

        @Mixin
        private SpanOption span = new SpanOption();

        @Mixin
        private ByOption by = new ByOption();

        @Override
        Question question() {
            String why = reason;
            if (why == null) {
                throw Problem.wrongUse("say with --reason why these rows must be kept");
            }
            if (!span.isGiven()) {
                throw Problem.wrongUse("say with --month, or --from and --to, which time must be kept");
            }
            return new PlaceHoldQuestion(table, span.fromS(), span.toS(), why, by.person());
        }
    }

    /** {@code sublet hold release}. */
    @Command(name = "release", mixinStandardHelpOptions = true, description = "Ends a hold; it stays on record.")
    static final class Release extends LedgerCommand {
        @Parameters(paramLabel = "ID", description = "As sublet hold list shows it.")
        private long id;

        @Override
        Question question() {
            return new ReleaseHoldQuestion(id);
        }
    }

    /** {@code sublet hold list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "All holds, those that ended too.")
    static final class Listing extends LedgerCommand {

        @Mixin
        private FormatOption format = new FormatOption();

        @Override
        Question question() {
            return new HoldsQuestion(format.format());
        }
    }
}
