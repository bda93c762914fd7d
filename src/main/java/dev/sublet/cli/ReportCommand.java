package dev.sublet.cli;

import dev.sublet.reporter.question.ReportQuestion;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Statement of a month or period: cost by cost center, vcluster and class.")
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private PeriodOption period = new PeriodOption();

    @Mixin
    private TermsOption terms = new TermsOption();

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Option(names = "-o", paramLabel = "FILE", description = "Write to a file instead, as a whole or not at all.")
    private @Nullable Path file;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ReportQuestion question = new ReportQuestion(
                period.period(Clock.systemUTC(), terms.texts(), data.folder()), terms.texts(), format.format());
        return Output.printOrWrite(spec, Asking.ask(data.folder(), question), file);
    }
}
