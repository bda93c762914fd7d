package dev.sublet.bot.quote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.BudgetQuestion;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.question.RatesAnswer;
import dev.sublet.reporter.question.RatesQuestion;
import dev.sublet.reporter.rate.UnitRates;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Prices by asking whoever holds the ledger, in this process or another. Rates are asked once a minute, for all virtual clusters; budgets,
 * which cost as much as a statement of some months, are asked each time. Thread-safe.
 */
public final class AskingPricer implements Pricer {
    private static final Duration FRESH = Duration.ofMinutes(1);
    /** Prices that begin later are not looked at. */
    private static final Duration AHEAD = Duration.ofDays(400);

    private final Function<Question, Answer> answers;
    private final @Nullable String cluster;
    private final TermsTexts terms;
    private final Clock clock;
    private @Nullable UnitRates rates;
    private Instant ratesAt = Instant.MIN;

    /**
     * Asks there.
     *
     * @param cluster the host cluster's name; null for the one that was watched last
     * @param terms price book and so on; those of the ledger's holder where it names none
     */
    public AskingPricer(Function<Question, Answer> answers, @Nullable String cluster, TermsTexts terms, Clock clock) {
        this.answers = answers;
        this.cluster = cluster;
        this.terms = terms;
        this.clock = clock;
    }

    @Override
    public Quote quote(Wanted wanted) {
        return Quotes.of(rates(), wanted, clock.instant());
    }

    private synchronized UnitRates rates() {
        Instant now = clock.instant();
        UnitRates known = rates;
        if (known != null && Duration.between(ratesAt, now).compareTo(FRESH) < 0) {
            return known;
        }
        long fromS = now.getEpochSecond();
        Answer answer = ask(new RatesQuestion(cluster, fromS, fromS + AHEAD.toSeconds(), terms));
        UnitRates fresh = RatesAnswer.read(answer);
        rates = fresh;
        ratesAt = now;
        return fresh;
    }

    /**
     * How a cost center stands in the period of the ledger's last tick; empty when it has neither cost nor a budget.
     *
     * @throws UnquotedException when the ledger or the price book does not say
     */
    public Optional<BudgetLeft> budget(String costCenter) {
        // All of them: asked for one that has nothing, the question is refused, and so it is when nothing can be told
        // at all.
        Answer answer = ask(new BudgetQuestion(null, null, false, false, terms, Format.JSON));
        try {
            JsonNode root = new ObjectMapper().readTree(answer.text());
            for (JsonNode line : root.path("lines")) {
                if (line.path("costCenter").asText().equals(costCenter)) {
                    return Optional.of(new BudgetLeft(
                            costCenter,
                            root.path("period").path("name").asText(),
                            root.path("currency").asText(),
                            number(line.path("budgetNanos")),
                            Objects.requireNonNullElse(number(line.path("actualNanos")), BigInteger.ZERO),
                            Objects.requireNonNullElse(number(line.path("forecastNanos")), BigInteger.ZERO)));
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer to a question of budgets is JSON", e);
        }
    }

    private Answer ask(Question question) {
        Answer answer = answers.apply(question);
        if (answer.exitCode() != 0) {
            throw new UnquotedException(Objects.requireNonNullElse(answer.problem(), "the ledger does not answer"));
        }
        return answer;
    }

    private static @Nullable BigInteger number(JsonNode node) {
        return node.isNumber() ? node.bigIntegerValue() : null;
    }
}
