package dev.sublet.api;

import dev.sublet.reporter.breakdown.By;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.ReportFormat;
import dev.sublet.reporter.question.ReportOptions;
import dev.sublet.reporter.question.ReportQuestion;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.terms.TermsTexts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Statements. Who may see some cost centers alone gets theirs, without a word about the whole. */
final class StatementTask implements Operation.Task {
    static final List<Parameter> PARAMETERS = parameters();

    /** What a statement says of all cost centers together. */
    private static final List<String> OF_ALL =
            List.of("reconciliation", "coverage", "missingPeriods", "budgets", "notes");

    /** Formats that hold nothing of the whole, or from which it can be taken out. */
    private static final Set<Form> SCOPED = EnumSet.of(Form.JSON, Form.CSV, Form.FOCUS, Form.FOCUS_PARQUET);

    private final Desk desk;
    private final Periods periods;

    StatementTask(Desk desk, Periods periods) {
        this.desk = desk;
        this.periods = periods;
    }

    private static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(Periods.ANY);
        parameters.add(Parameter.query("by"));
        parameters.add(Parameter.query("costCenter"));
        parameters.add(Parameter.query("format", Form.labels(List.of(Form.values()))));
        parameters.add(Parameter.query("locale"));
        parameters.add(Parameter.query("focusVersion", List.of("1.2", "1.3", "1.4")));
        parameters.add(Parameter.query("focusDataset", List.of("cost-and-usage", "billing-period")));
        parameters.add(Parameter.query("journalTemplate", List.of("netsuite", "sap", "generic")));
        return List.copyOf(parameters);
    }

    @Override
    public Reply reply(Call call) {
        Form form = call.form();
        String costCenter = call.costCenter();
        boolean scoped = call.caller().isScoped();
        if (scoped && (!SCOPED.contains(form) || call.query("focusDataset") != null)) {
            throw new ApiProblem(
                    403,
                    form.label() + " holds sums of all cost centers, and "
                            + call.caller().name()
                            + " may see some alone; take json, csv, focus or focus-parquet without focusDataset");
        }
        String by = call.query("by");
        Period period = periods.any(call);
        ReportQuestion question = new ReportQuestion(
                period,
                TermsTexts.none(),
                ReportFormat.parse(form.label()),
                new ReportOptions(
                        by == null ? List.of() : By.parse(by),
                        costCenter,
                        call.query("locale"),
                        call.query("focusVersion"),
                        call.query("focusDataset"),
                        call.query("journalTemplate")),
                true);
        Answer answer = scoped ? guarded(question) : desk.ask(question);
        Reply reply = scoped && form == Form.JSON
                ? Desk.json(answer, Trees.without(answer.text(), OF_ALL))
                : Desk.reply(answer, form);
        return form == Form.JSON || form == Form.TABLE || form == Form.HTML
                ? reply
                : reply.with("Content-Disposition", "attachment; filename=\"" + name(period, form) + "\"");
    }

    /** The reasons why there is no statement name things that may be others'. */
    private Answer guarded(ReportQuestion question) {
        try {
            return desk.ask(question);
        } catch (ApiProblem e) {
            throw new ApiProblem(
                    e.status(),
                    e.status() == 404
                            ? "cost center " + question.options().costCenter() + " pays nothing in this period"
                            : "this statement cannot be made; finance or who runs the clusters can see why");
        }
    }

    private static String name(Period period, Form form) {
        return "statement-" + Instant.ofEpochSecond(period.fromS()).toString().substring(0, 10) + "-"
                + Instant.ofEpochSecond(period.toS()).toString().substring(0, 10) + "." + form.extension();
    }
}
