package dev.sublet.cli;

import dev.sublet.reporter.question.OverheadOptions;
import dev.sublet.reporter.question.OverheadQuestion;
import dev.sublet.reporter.question.Question;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sublet overhead}. */
@Command(
        name = "overhead",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "What each vcluster costs before it runs anything: control plane, DNS, add-ons, snapshots.")
final class OverheadCommand extends LedgerCommand {
    @Mixin
    private PeriodOption period = new PeriodOption();

    @Mixin
    private TermsOption terms = new TermsOption();

    @Option(
            names = "--trend",
            paramLabel = "N",
            defaultValue = "0",
            description = "Also the overhead of so many periods before.")
    private int trend;

    @Option(names = "--compare", description = "Also against a plain namespace and a cluster of its own.")
    private boolean compare;

    @Option(names = "--advice", description = "Also what could be done to pay less, with what it saves.")
    private boolean advice;

    @Option(names = "--sleep", description = "Also what pauses saved.")
    private boolean sleep;

    @Option(
            names = "--assume",
            paramLabel = "NAME=NUMBER",
            description = "A number that --compare and --advice rest on, such as floor=10 or nodes-min=2;"
                    + " README.md lists them.")
    private List<String> assume = List.of();

    @Mixin
    private FormatOption format = new FormatOption();

    @Override
    Question question() {
        return new OverheadQuestion(
                period.period(Clock.systemUTC(), terms.texts(), data.folder()),
                terms.texts(),
                format.format(),
                new OverheadOptions(trend, compare, advice, sleep, assume));
    }
}
