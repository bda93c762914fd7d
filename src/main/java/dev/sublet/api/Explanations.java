package dev.sublet.api;

import dev.sublet.reporter.explain.Bridges;
import dev.sublet.reporter.explain.Filter;
import dev.sublet.reporter.question.ExplainQuestion;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.WhyQuestion;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.terms.TermsTexts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Where an amount comes from and, with {@code against}, why it is another one than before. Stateless. */
final class Explanations {
    private static final Pattern HYPHEN = Pattern.compile("-(.)");
    private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+,-]+");

    static final List<Parameter> PARAMETERS = parameters();

    private final Periods periods;

    Explanations(Periods periods) {
        this.periods = periods;
    }

    private static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(Periods.ANY);
        for (Filter filter : Filter.values()) {
            parameters.add(Parameter.query(name(filter)));
        }
        parameters.add(Parameter.query("against"));
        parameters.add(Parameter.query("by", List.of("vcluster")));
        return List.copyOf(parameters);
    }

    /** The command's option in camel case. */
    private static String name(Filter filter) {
        return HYPHEN.matcher(filter.option())
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    Question question(Call call) {
        Period period = periods.any(call);
        Map<Filter, String> selection = new EnumMap<>(Filter.class);
        for (Filter filter : Filter.values()) {
            String value = call.query(name(filter));
            if (value != null) {
                selection.put(filter, value);
            }
        }
        String against = call.query("against");
        if (against != null) {
            return why(call, period, against, selection);
        }
        if (call.query("by") != null) {
            throw ApiProblem.wrong("by belongs to against; name an earlier month, or leave it out");
        }
        return new ExplainQuestion(period, selection, command(call), TermsTexts.none(), call.format());
    }

    private Question why(Call call, Period period, String against, Map<Filter, String> selection) {
        String costCenter = selection.remove(Filter.COST_CENTER);
        if (!selection.isEmpty()) {
            throw ApiProblem.wrong(name(selection.keySet().iterator().next())
                    + " cannot go with against; a difference is told apart by costCenter and by=vcluster");
        }
        Bridges.Asked asked = new Bridges.Asked(
                period,
                call.query("period", call.query("month", period.toString())),
                periods.other(call, against),
                against,
                costCenter,
                call.query("by") != null);
        return new WhyQuestion(asked, TermsTexts.none(), call.format());
    }

    /** What a person types for the same period; where the ledger lies is nothing for a caller to know. */
    private static String command(Call call) {
        StringBuilder line = new StringBuilder("sublet explain");
        for (Parameter parameter : Periods.ANY) {
            String value = call.query(parameter.name());
            if (value != null) {
                line.append(" --").append(parameter.name()).append(' ').append(quoted(value));
            }
        }
        return line.toString();
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
