package dev.sublet.bot.slack.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.bot.slack.reports.Costs.Line;
import dev.sublet.bot.slack.reports.Costs.Month;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.BudgetQuestion;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.ReportFormat;
import dev.sublet.reporter.question.ReportOptions;
import dev.sublet.reporter.question.ReportQuestion;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigInteger;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds up months by the reporter's questions: one that goes on by its budgets, one that is over by its statement. Stateless. */
final class Months {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<Question, Answer> answers;
    private final ZoneId zone;
    private final Clock clock;

    Months(Function<Question, Answer> answers, ZoneId zone, Clock clock) {
        this.answers = answers;
        this.zone = zone;
        this.clock = clock;
    }

    /** @throws IllegalStateException in one line when the reporter does not say */
    Month addUp(YearMonth month, boolean open) {
        return open ? budgets(month) : statement(month);
    }

    private Month budgets(YearMonth month) {
        JsonNode root = ask(new BudgetQuestion(null, null, true, false, TermsTexts.none(), Format.JSON));
        List<Line> lines = new ArrayList<>();
        for (JsonNode line : root.path("lines")) {
            BigInteger actual = number(line.path("actualNanos"));
            lines.add(new Line(
                    line.path("costCenter").asText(),
                    line.path("vcluster").isTextual() ? line.path("vcluster").asText() : null,
                    actual == null ? BigInteger.ZERO : actual,
                    number(line.path("forecastNanos")),
                    number(line.path("budgetNanos"))));
        }
        return new Month(month, root.path("currency").asText(), clock.instant(), true, lines);
    }

    private Month statement(YearMonth month) {
        JsonNode root = ask(new ReportQuestion(
                Period.ofMonth(month.toString(), zone),
                TermsTexts.none(),
                ReportFormat.JSON,
                ReportOptions.none(),
                true));
        Map<String, Line> sums = new TreeMap<>();
        for (JsonNode line : root.path("lines")) {
            String costCenter = line.path("costCenter").asText();
            BigInteger amount = number(line.path("amountNanos"));
            if (amount != null && line.path("vcluster").isTextual()) {
                String path = line.path("vclusterNamespace").asText() + "/"
                        + line.path("vcluster").asText();
                sums.merge(costCenter + " " + path, line(costCenter, path, amount), Months::sum);
            }
        }
        for (JsonNode total : root.path("totals")) {
            BigInteger amount = number(total.path("amountNanos"));
            String costCenter = total.path("costCenter").asText();
            sums.put(costCenter, line(costCenter, null, amount == null ? BigInteger.ZERO : amount));
        }
        return new Month(month, root.path("currency").asText(), clock.instant(), false, List.copyOf(sums.values()));
    }

    private static Line line(String costCenter, @Nullable String vcluster, BigInteger amount) {
        return new Line(costCenter, vcluster, amount, null, null);
    }

    private static Line sum(Line a, Line b) {
        return line(a.costCenter(), a.vcluster(), a.nanos().add(b.nanos()));
    }

    private JsonNode ask(Question question) {
        Answer answer = answers.apply(question);
        if (answer.exitCode() != 0) {
            throw new IllegalStateException(
                    answer.problem() == null ? "the reporter does not answer" : answer.problem());
        }
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the reporter's answer is no JSON", e);
        }
    }

    private static @Nullable BigInteger number(JsonNode node) {
        return node.isNumber() ? node.bigIntegerValue() : null;
    }
}
