package dev.sublet.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.BudgetQuestion;
import dev.sublet.reporter.table.Json;
import dev.sublet.reporter.terms.TermsTexts;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Budgets. Who may see some cost centers alone gets one of them, without a word about others. */
final class BudgetTask implements Operation.Task {
    static final List<Parameter> PARAMETERS = List.of(
            Parameter.query("month"),
            Parameter.query("period"),
            Parameter.query("costCenter"),
            Parameter.query("by", List.of("cost-center", "vcluster")));

    /** Rows that say whose they are. */
    private static final List<String> ROWS = List.of("lines", "unusualDays", "priceChanges");

    private final Desk desk;

    BudgetTask(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Reply reply(Call call) {
        boolean scoped = call.caller().isScoped();
        String costCenter = call.costCenter();
        if (scoped && call.form() != Form.JSON) {
            throw new ApiProblem(
                    403,
                    call.form().label() + " holds notes about all cost centers, and "
                            + call.caller().name() + " may see some alone; take json");
        }
        BudgetQuestion question = new BudgetQuestion(
                period(call),
                costCenter,
                call.query("by", "cost-center").equals("vcluster"),
                false,
                TermsTexts.none(),
                call.format());
        return scoped ? own(call.caller(), question) : Desk.reply(desk.ask(question), call.form());
    }

    private static @Nullable String period(Call call) {
        String month = call.query("month");
        String period = call.query("period");
        if (month != null && period != null) {
            throw ApiProblem.wrong("month and period exclude each other; give one of them");
        }
        return month == null ? period : month;
    }

    /** The reasons why there is no answer name things that may be others', and so do notes. */
    private Reply own(Caller caller, BudgetQuestion question) {
        Answer answer;
        try {
            answer = desk.ask(question);
        } catch (ApiProblem e) {
            throw new ApiProblem(
                    e.status(),
                    "there are no budgets of cost center " + question.costCenter()
                            + " for this period; finance or who runs the clusters can see why");
        }
        ObjectNode root = (ObjectNode) Trees.read(answer.text());
        root.remove("notes");
        for (String rows : ROWS) {
            if (root.path(rows) instanceof ArrayNode array) {
                for (Iterator<JsonNode> row = array.iterator(); row.hasNext(); ) {
                    if (!caller.sees(row.next().path("costCenter").asText())) {
                        row.remove();
                    }
                }
            }
        }
        return Desk.json(answer, Json.write(root));
    }
}
