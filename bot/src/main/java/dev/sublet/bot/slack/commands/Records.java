package dev.sublet.bot.slack.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.slack.message.Card;
import dev.sublet.bot.slack.message.Message;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.people.Verb;
import dev.sublet.reporter.auditsearch.AuditQuery;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.AuditSearchQuestion;
import dev.sublet.reporter.question.OverheadOptions;
import dev.sublet.reporter.question.OverheadQuestion;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the ledger says: who did what, and what vclusters cost before they run anything. Thread-safe. */
public final class Records {
    private static final Duration AUDIT_BACK = Duration.ofDays(1);
    private static final int AUDIT_ROWS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tools tools;
    private final Function<Question, Answer> answers;
    private final ZoneId zone;

    public Records(Tools tools, Function<Question, Answer> answers, ZoneId zone) {
        this.tools = tools;
        this.answers = answers;
        this.zone = zone;
    }

    public void mount(Router router) {
        router.verb(Verb.AUDIT, this::audit).verb(Verb.OVERHEAD, this::overhead);
    }

    private void audit(Ask ask) {
        String name = Target.of(tools, ask, Verb.AUDIT).name();
        long nowS = tools.clock().instant().getEpochSecond();
        JsonNode events = ask(new AuditSearchQuestion(
                new AuditQuery(
                        Desk.hostNamespace(name) + "/" + name,
                        null,
                        null,
                        null,
                        null,
                        nowS - AUDIT_BACK.toSeconds(),
                        nowS + 1,
                        AUDIT_ROWS),
                Format.JSON));
        List<String> lines = new ArrayList<>();
        for (JsonNode event : events) {
            lines.add(event.path("time").asText() + " " + event.path("user").asText("?") + " "
                    + event.path("verb").asText() + " " + event.path("resource").asText() + " "
                    + event.path("namespace").asText("") + "/"
                    + event.path("name").asText("") + " "
                    + event.path("code").asText(""));
        }
        tools.answer(
                ask,
                lines.isEmpty()
                        ? Message.of("No audit events of *" + Mrkdwn.escape(name)
                                + "* arrived in the last day. Without audit wiring none ever do.")
                        : Card.titled("*" + Mrkdwn.escape(name) + "*: the newest events of the last day")
                                .table(lines)
                                .note("`sublet audit search --vcluster " + name + "` searches further.")
                                .build());
    }

    private void overhead(Ask ask) {
        Set<String> seen = tools.finder().all(ask.person()).stream()
                .map(one -> Desk.hostNamespace(one.getMetadata().getName()) + "/"
                        + one.getMetadata().getName())
                .collect(Collectors.toSet());
        java.time.YearMonth last = tools.costs().now().minusMonths(1);
        JsonNode root = ask(new OverheadQuestion(
                Period.ofMonth(last.toString(), zone), TermsTexts.none(), Format.JSON, OverheadOptions.none()));
        List<String> lines = new ArrayList<>();
        boolean all = ask.person().admin() || ask.person().finance();
        for (JsonNode line : root.path("vclusters")) {
            String path = line.path("vclusterNamespace").asText() + "/"
                    + line.path("vcluster").asText();
            if (all || seen.contains(path)) {
                lines.add(String.format(
                        "%-32s %12s of %12s %s",
                        line.path("vcluster").asText(),
                        money(line, "overheadNanos"),
                        money(line, "totalNanos"),
                        root.path("currency").asText()));
            }
        }
        tools.answer(
                ask,
                lines.isEmpty()
                        ? Message.of("Your virtual clusters had no costs in " + last + ".")
                        : Card.titled("*Overhead in " + last + "*: what each cost before it ran anything")
                                .table(lines)
                                .build());
    }

    private static String money(JsonNode line, String key) {
        return dev.sublet.bot.slack.reports.Costs.Spent.amount(line.path(key).bigIntegerValue(), "")
                .strip();
    }

    private JsonNode ask(Question question) {
        Answer answer = answers.apply(question);
        if (answer.exitCode() != 0) {
            throw new RefusedException("The ledger does not say: " + Mrkdwn.escape(answer.problem()));
        }
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the reporter's answer is no JSON", e);
        }
    }
}
