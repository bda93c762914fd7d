package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.explain.Bridges;
import dev.sublet.reporter.explain.Filter;
import dev.sublet.reporter.question.ExplainQuestion;
import dev.sublet.reporter.question.WhyQuestion;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.terms.TermsTexts;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Where an amount comes from: its parts one level deeper, down to the arithmetic of an hour.",
            "With --against, why it changed since another month."
        })
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private PeriodOption period = new PeriodOption();

    @Mixin
    private SelectionOption selection = new SelectionOption();

    @Option(names = "--against", paramLabel = "YYYY-MM", description = "Why it changed since then.")
    private @Nullable String against;

    @Option(names = "--by", paramLabel = "vcluster", description = "With --against: each vcluster by itself.")
    private @Nullable String by;

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
        TermsTexts texts = terms.texts();
        Period asked = period.period(Clock.systemUTC(), texts, data.folder());
        String other = against;
        if (other != null) {
            return why(asked, other, texts);
        }
        if (by != null) {
            throw Problem.wrongUse("--by belongs to --against; name an earlier month, or leave it out");
        }
        List<String> typed = spec.commandLine().getParseResult().originalArgs();
        ExplainQuestion question = new ExplainQuestion(
                asked, selection.selection(), SelectionOption.without(typed), texts, format.format());
        return Output.print(spec, Asking.ask(data.folder(), question));
    }

    private int why(Period asked, String other, TermsTexts texts) {
        Map<Filter, String> rest = new EnumMap<>(Filter.class);
        rest.putAll(selection.selection());
        String costCenter = rest.remove(Filter.COST_CENTER);
        if (!rest.isEmpty()) {
            throw Problem.wrongUse("--" + rest.keySet().iterator().next().option()
                    + " cannot go with --against; a difference is told apart by --cost-center and --by vcluster");
        }
        if (by != null && !by.equals("vcluster")) {
            throw Problem.wrongUse("--by " + by + " cannot go with --against; write --by vcluster");
        }
        Bridges.Asked compared = new Bridges.Asked(
                asked, period.called(asked), period.other(other, texts, data.folder()), other, costCenter, by != null);
        return Output.print(spec, Asking.ask(data.folder(), new WhyQuestion(compared, texts, format.format())));
    }
}
