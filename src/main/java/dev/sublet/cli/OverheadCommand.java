package dev.sublet.cli;

import dev.sublet.reporter.question.OverheadQuestion;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sublet overhead}. */
@Command(
        name = "overhead",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "What each vcluster costs before it runs anything: control plane, DNS, add-ons, snapshots.")
final class OverheadCommand implements Callable<Integer> {
    @Mixin
    private PeriodOption period = new PeriodOption();

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
        OverheadQuestion question = new OverheadQuestion(
                period.period(Clock.systemUTC(), terms.texts(), data.folder()), terms.texts(), format.format());
        return Output.print(spec, Asking.ask(data.folder(), question));
    }
}
