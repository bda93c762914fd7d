package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.breakdown.By;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.DraftQuestion;
import dev.sublet.reporter.question.ReportFormat;
import dev.sublet.reporter.question.ReportOptions;
import dev.sublet.reporter.question.ReportQuestion;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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

    @Option(
            names = "--by",
            paramLabel = "THING[,THING…]",
            description =
                    "Sum by these instead: cost-center, team, vcluster, class, resource, virtual-namespace, owner,"
                            + " node, day.")
    private @Nullable String by;

    @Option(names = "--cost-center", paramLabel = "NAME", description = "The statement of this one alone.")
    private @Nullable String costCenter;

    @Mixin
    private TermsOption terms = new TermsOption();

    @Mixin
    private DraftOption draft = new DraftOption();

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description =
                    "table, csv, json, xlsx, html, pdf, focus, focus-parquet or journal (default: table); all: a file of"
                            + " each, in the folder that -o names.")
    private String format = "table";

    @Option(
            names = "--locale",
            paramLabel = "TAG",
            description = "How numbers are written, such as de: decimal comma, and semicolons in CSV.")
    private @Nullable String locale;

    @Option(names = "--focus-version", paramLabel = "1.2|1.3|1.4", description = "Of FOCUS (default: 1.2).")
    private @Nullable String focusVersion;

    @Option(
            names = "--focus-dataset",
            paramLabel = "NAME",
            description = "cost-and-usage (default), or billing-period, which FOCUS has since 1.4.")
    private @Nullable String focusDataset;

    @Option(
            names = "--journal-template",
            paramLabel = "ERP",
            description = "Columns of the journal: netsuite (default), sap or generic.")
    private @Nullable String journalTemplate;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "Write to a file instead, as a whole or not at all; with --format all to a folder.")
    private @Nullable Path file;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ReportFormat chosen = ReportFormat.parse(format);
        List<By> sums = by == null ? List.of() : By.parse(by);
        if (chosen.isBinary() && file == null && Output.isTerminal()) {
            throw Problem.wrongUse(
                    "--format " + chosen.label() + " is no text for a terminal; name a file with -o FILE");
        }
        TermsTexts drafted = draft.texts();
        if (!drafted.texts().isEmpty()) {
            return Output.printOrWrite(spec, Asking.ask(data.folder(), drafted(drafted, sums)), file);
        }
        if (chosen == ReportFormat.ALL && file == null) {
            throw Problem.wrongUse("--format all makes several files; name a folder for them with -o FOLDER");
        }
        ReportOptions options =
                new ReportOptions(sums, costCenter, locale, focusVersion, focusDataset, journalTemplate);
        ReportQuestion question = new ReportQuestion(
                period.period(Clock.systemUTC(), terms.texts(), data.folder()), terms.texts(), chosen, options);
        Answer answer = Asking.ask(data.folder(), question);
        if (chosen == ReportFormat.ALL && file != null && answer.exitCode() == 0) {
            return Output.wrote(spec, ReportFolder.write(answer, file), answer);
        }
        return Output.printOrWrite(spec, answer, file);
    }

    private DraftQuestion drafted(TermsTexts drafted, List<By> sums) {
        Format written = switch (format) {
            case "table" -> Format.TABLE;
            case "csv" -> Format.CSV;
            case "json" -> Format.JSON;
            default -> throw Problem.wrongUse("a draft is written as table, csv or json, not as " + format);
        };
        if (!sums.isEmpty() || costCenter != null || locale != null) {
            throw Problem.wrongUse("a draft is compared by cost center; leave --by, --cost-center and --locale away");
        }
        return new DraftQuestion(
                period.period(Clock.systemUTC(), terms.texts(), data.folder()), terms.texts(), drafted, written);
    }
}
