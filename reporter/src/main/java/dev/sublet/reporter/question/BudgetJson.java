package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.budget.BudgetLine;
import dev.sublet.reporter.budget.BudgetReport;
import dev.sublet.reporter.budget.Contributor;
import dev.sublet.reporter.budget.PriceChange;
import dev.sublet.reporter.budget.UnusualDay;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Json;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Budgets for programs. Other tools rely on the fields. */
final class BudgetJson {
    private BudgetJson() {}

    static String write(BudgetReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode period = root.putObject("period");
        period.put("name", report.period().name());
        period.put("from", Words.time(report.period().fromS()));
        period.put("to", Words.time(report.period().toS()));
        root.put("currency", report.currency());
        root.put("until", report.until().toString());
        root.put("open", report.open());
        ArrayNode lines = root.putArray("lines");
        report.lines().forEach(line -> line(lines.addObject(), line));
        ArrayNode days = root.putArray("unusualDays");
        report.unusual().forEach(day -> day(days.addObject(), day));
        ArrayNode changes = root.putArray("priceChanges");
        for (PriceChange change : report.priceChanges()) {
            ObjectNode object = changes.addObject();
            object.put("day", change.day().toString());
            object.put("costCenter", change.costCenter());
            amount(object, "before", change.beforeNanos());
            amount(object, "after", change.afterNanos());
        }
        ArrayNode notes = root.putArray("notes");
        report.notes().forEach(notes::add);
        return Json.write(root);
    }

    private static void line(ObjectNode object, BudgetLine line) {
        object.put("costCenter", line.costCenter());
        object.put("name", line.name());
        object.put("vcluster", line.vcluster());
        object.put("depth", line.depth());
        amount(object, "budget", line.budgetNanos());
        object.put("budgetIsSumBelow", line.summed());
        amount(object, "actual", line.actualNanos());
        object.put("actualRounded", line.actual().toPlainString());
        amount(object, "forecast", line.forecastNanos());
        amount(object, "low", line.lowNanos());
        amount(object, "high", line.highNanos());
        object.put("usedPercent", BudgetText.percent(line));
        object.put("reached", line.reached() == null ? null : line.reached().toString());
        ArrayNode crossings = object.putArray("crossed");
        for (BudgetLine.Crossing crossing : line.crossings()) {
            crossings
                    .addObject()
                    .put("of", crossing.forecast() ? "forecast" : "actual")
                    .put("percent", crossing.percent());
        }
    }

    private static void day(ObjectNode object, UnusualDay day) {
        object.put("day", day.day().toString());
        object.put("costCenter", day.costCenter());
        object.put("vcluster", day.vcluster());
        amount(object, "expected", day.expectedNanos());
        amount(object, "actual", day.actualNanos());
        amount(object, "difference", day.differenceNanos());
        ArrayNode contributors = object.putArray("contributors");
        for (Contributor contributor : day.contributors()) {
            ObjectNode child = contributors.addObject();
            child.put("vcluster", contributor.vcluster());
            child.put("class", contributor.podClass());
            child.put("resource", contributor.resource());
            amount(child, "difference", contributor.differenceNanos());
        }
    }

    private static void amount(ObjectNode object, String key, @Nullable BigInteger nanos) {
        object.put(key + "Nanos", nanos);
        object.put(key, nanos == null ? null : Words.amount(nanos).toPlainString());
    }
}
