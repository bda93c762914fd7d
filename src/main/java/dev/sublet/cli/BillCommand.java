package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.question.BillImportQuestion;
import dev.sublet.reporter.question.BillsQuestion;
import dev.sublet.reporter.question.CompareBillsQuestion;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.RemoveBillQuestion;
import dev.sublet.reporter.terms.TermsTexts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sublet bill}. */
@Command(
        name = "bill",
        mixinStandardHelpOptions = true,
        description = "Providers' bills: FOCUS exports that say what nodes and volumes really cost.",
        subcommands = {
            BillCommand.Import.class,
            BillCommand.Listing.class,
            BillCommand.Remove.class,
            BillCommand.Compare.class
        })
final class BillCommand extends CommandGroup {
    @Override
    String advice() {
        return "what about bills? give a subcommand: import, list, remove or compare";
    }

    /** {@code sublet bill import}. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Reads a FOCUS export of version 1.0 to 1.3, CSV or Parquet. It takes the place of an earlier one of the"
                            + " same account and billing period; the same files again change nothing.")
    static final class Import extends LedgerCommand {
        @Parameters(
                paramLabel = "FILE",
                arity = "1..*",
                description = "Files of one export: all, unless --delivery says that they are a part.")
        private List<Path> files = new ArrayList<>();

        @Option(names = "--provider", paramLabel = "NAME", description = "For exports that do not name theirs.")
        private @Nullable String provider;

        @Option(
                names = "--delivery",
                paramLabel = "NAME",
                description =
                        "The export of which these files are a part, where its parts come one by one: they add up, and"
                                + " another delivery takes the place of all of them.")
        private @Nullable String delivery;

        @Override
        Question question() {
            if (files.isEmpty()) {
                throw Problem.wrongUse("name the files of a FOCUS export");
            }
            List<String> paths = files.stream()
                    .map(file -> file.toAbsolutePath().normalize().toString())
                    .toList();
            return new BillImportQuestion(paths, provider, delivery);
        }
    }

    /** {@code sublet bill list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, sortOptions = false, description = "All bills.")
    static final class Listing extends LedgerCommand {

        @Mixin
        private FormatOption format = new FormatOption();

        @Override
        Question question() {
            return new BillsQuestion(format.format());
        }
    }

    /** {@code sublet bill remove}. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Forgets a bill; its time has the price book's prices again.")
    static final class Remove extends LedgerCommand {
        @Parameters(paramLabel = "ID", description = "As sublet bill list shows it.")
        private long id;

        @Override
        Question question() {
            return new RemoveBillQuestion(id);
        }
    }

    /** {@code sublet bill compare}. */
    @Command(
            name = "compare",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "List price against billed cost, by node, volume and service; what matches nothing has a sum of its own.")
    static final class Compare extends LedgerCommand {
        @Mixin
        private PeriodOption period = new PeriodOption();

        @Mixin
        private FormatOption format = new FormatOption();

        @Override
        Question question() {
            return new CompareBillsQuestion(
                    period.period(Clock.systemUTC(), TermsTexts.none(), data.folder()), format.format());
        }
    }
}
