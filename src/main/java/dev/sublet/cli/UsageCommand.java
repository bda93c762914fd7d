package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.question.UsageQuestion;
import dev.sublet.reporter.usage.UsagePer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet usage}. */
@Command(
        name = "usage",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Quantities per pod, vcluster or node, and how well they are known.")
final class UsageCommand implements Callable<Integer> {
    @Option(
            names = "--by",
            paramLabel = "pod|vcluster|node",
            defaultValue = "vcluster",
            description = "What to sum by (default: ${DEFAULT-VALUE}).")
    private UsagePer per = UsagePer.VCLUSTER;

    @Mixin
    private WindowOption window = new WindowOption();

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (window.toS() <= window.fromS()) {
            throw Problem.wrongUse("--to is not after --from; swap them");
        }
        UsageQuestion question = new UsageQuestion(per, window.fromS(), window.toS(), format.format());
        return Output.print(spec, Asking.ask(data.folder(), question));
    }
}
