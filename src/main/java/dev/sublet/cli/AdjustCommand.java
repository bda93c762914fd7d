package dev.sublet.cli;

import dev.sublet.reporter.close.Adjustments;
import dev.sublet.reporter.question.AdjustQuestion;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet adjust}. */
@Command(
        name = "adjust",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Charges or credits a cost center by hand in an open period, against another one.")
final class AdjustCommand implements Callable<Integer> {
    @Mixin
    private NamedPeriodOption period = new NamedPeriodOption();

    @Option(names = "--cost-center", paramLabel = "ID", required = true, description = "Who is charged or credited.")
    private String costCenter = "";

    @Option(
            names = "--amount",
            paramLabel = "NUMBER",
            required = true,
            description = "In the price book's currency; negative is a credit.")
    private String amount = "";

    @Option(names = "--against", paramLabel = "ID", required = true, description = "Who pays or gets it instead.")
    private String against = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why; one line, on record for ever.")
    private String reason = "";

    @Option(names = "--cluster", paramLabel = "NAME", description = "Where; default: the first cluster by name.")
    private @Nullable String cluster;

    @Mixin
    private ByOption by = new ByOption();

    @Mixin
    private TermsOption terms = new TermsOption();

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Adjustments.Asked asked =
                new Adjustments.Asked(period.name(), costCenter, against, amount, cluster, reason, by.person());
        return Output.print(spec, Asking.ask(data.folder(), new AdjustQuestion(asked, terms.texts())));
    }
}
