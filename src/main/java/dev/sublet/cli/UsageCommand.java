package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.UsageQuestion;
import dev.sublet.reporter.usage.UsagePer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sublet usage}. */
@Command(
        name = "usage",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Quantities per pod, vcluster or node, and how well they are known.")
final class UsageCommand extends LedgerCommand {
    @Option(
            names = "--by",
            paramLabel = "pod|vcluster|node",
            defaultValue = "vcluster",
            description = "What to sum by (default: ${DEFAULT-VALUE}).")
    private UsagePer per = UsagePer.VCLUSTER;

    @Mixin
    private WindowOption window = new WindowOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    Question question() {
        if (window.toS() <= window.fromS()) {
            throw Problem.wrongUse("--to is not after --from; swap them");
        }
        return new UsageQuestion(per, window.fromS(), window.toS(), format.format());
    }
}
