package dev.sublet.web;

import dev.sublet.api.Api;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** All pages. */
public final class Pages {
    private Pages() {}

    /**
     * Those that show what the API answers.
     *
     * @param answers what the API answers from
     */
    public static List<Page> of(Api api, Function<Question, Answer> answers, Clock clock) {
        Facts facts = new Facts(api, answers);
        return List.of(
                new Fleet(facts, clock),
                new VclusterPage(facts, clock),
                new StatementPage(facts, clock),
                new StatementFile(facts, clock),
                new ExplainPage(facts, clock),
                new AuditPage(facts),
                new Requests(facts));
    }
}
