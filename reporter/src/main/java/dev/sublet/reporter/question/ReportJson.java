package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.absence.MissingJson;
import dev.sublet.reporter.breakdown.Breakdown;
import dev.sublet.reporter.document.BillSum;
import dev.sublet.reporter.document.BudgetRow;
import dev.sublet.reporter.document.CostCenterSum;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.document.DocumentLine;
import dev.sublet.reporter.document.EarlierPeriod;
import dev.sublet.reporter.document.Sleep;
import dev.sublet.reporter.statement.Coverage;
import dev.sublet.reporter.statement.Reconciliation;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A statement for programs. Other tools rely on the fields. */
final class ReportJson {
    private static final int FRACTION_DIGITS = 6;

    private static final int RESOURCES_MAX = 100;

    private ReportJson() {}

    /** The document; with a breakdown its rows too. */
    static String write(Document document, @Nullable Breakdown breakdown) {
        Statement statement = document.statement();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode period = root.putObject("period");
        period.put("from", Words.time(statement.period().fromS()));
        period.put("to", Words.time(statement.period().toS()));
        root.put("currency", statement.currency());
        root.put("costCenter", document.costCenter());
        root.put("total", document.total().toPlainString());
        root.put("totalNanos", document.totalNanos());
        if (breakdown != null) {
            breakdown(root.putArray("by"), breakdown);
        }
        ArrayNode lines = root.putArray("lines");
        for (DocumentLine line : document.lines()) {
            line(lines.addObject(), line);
        }
        ArrayNode totals = root.putArray("totals");
        for (CostCenterSum total : document.costCenters()) {
            total(totals.addObject(), total);
        }
        more(root, document);
        Reconciliation reconciliation = statement.reconciliation();
        ObjectNode proof = root.putObject("reconciliation");
        proof.put("nodeCostNanos", reconciliation.nodeCostNanos());
        proof.put("otherAssetsNanos", reconciliation.otherAssetsNanos());
        proof.put("bookedNanos", reconciliation.bookedNanos());
        proof.put("linesNanos", reconciliation.linesNanos());
        proof.put("differenceNanos", reconciliation.differenceNanos());
        bills(proof.putArray("bills"), document);
        coverage(root.putObject("coverage"), statement.coverage());
        MissingJson.put(root, statement.missing());
        ArrayNode notes = root.putArray("notes");
        statement.notes().forEach(notes::add);
        return Json.write(root);
    }

    private static void bills(ArrayNode array, Document document) {
        for (BillSum sum : BillSum.of(document.bills())) {
            ObjectNode object = array.addObject();
            object.put("provider", sum.provider());
            object.put("currency", sum.currency());
            object.put("rows", sum.rows());
            object.put("list", sum.list().toPlainString());
            object.put("billed", sum.billed().toPlainString());
            object.put("effective", sum.effective().toPlainString());
            object.put("unmatchedRows", sum.unmatchedRows());
            object.put("unmatchedList", sum.unmatchedList().toPlainString());
            object.put("unmatchedEffective", sum.unmatchedEffective().toPlainString());
            sum.unmatchedResources().stream().limit(RESOURCES_MAX).forEach(object.putArray("unmatchedResources")::add);
        }
    }

    private static void breakdown(ArrayNode array, Breakdown breakdown) {
        for (Breakdown.Row row : breakdown.rows()) {
            ObjectNode object = array.addObject();
            for (int key = 0; key < row.names().size(); key++) {
                object.put(breakdown.keys().get(key).key(), row.names().get(key));
            }
            if (breakdown.measured()) {
                object.put("quantity", row.quantity());
                object.put("unit", row.unit());
            }
            object.put("amountNanos", row.amountNanos());
            object.put("amount", Words.amount(row.amountNanos()).toPlainString());
            object.put("rounded", row.amount().toPlainString());
        }
    }

    private static void total(ObjectNode object, CostCenterSum total) {
        object.put("costCenter", total.costCenter());
        object.put("name", total.account().name());
        object.put("legalEntity", total.account().legalEntity());
        object.put("department", total.account().department());
        object.put("account", total.account().account());
        object.put("directNanos", total.direct());
        object.put("sharedNanos", total.shared());
        object.put("creditsNanos", total.credits());
        object.put("bookedNanos", total.booked());
        object.put("amountNanos", total.amountNanos());
        object.put("amount", Words.amount(total.amountNanos()).toPlainString());
        object.put("rounded", total.amount().toPlainString());
        BigDecimal last = total.lastAmount();
        object.put("lastRounded", last == null ? null : last.toPlainString());
    }

    private static void more(ObjectNode root, Document document) {
        ArrayNode earlier = root.putArray("earlierPeriods");
        for (EarlierPeriod period : document.earlier()) {
            ObjectNode object = earlier.addObject();
            object.put("from", Words.time(period.period().fromS()));
            object.put("to", Words.time(period.period().toS()));
            object.put("rounded", document.of(period).toPlainString());
        }
        ArrayNode budgets = root.putArray("budgets");
        for (BudgetRow row : document.budgets()) {
            ObjectNode object = budgets.addObject();
            object.put("costCenter", row.costCenter());
            object.put("name", row.name());
            object.put("budgetNanos", row.budgetNanos());
            object.put("budget", Words.amount(row.budgetNanos()).toPlainString());
            object.put("budgetIsSumBelow", row.summed());
            object.put("paidNanos", row.paidNanos());
            object.put("paidRounded", row.paid().toPlainString());
            object.put("usedPercent", row.usedPercent());
        }
        ArrayNode sleeps = root.putArray("sleepSavings");
        for (Sleep sleep : document.sleeps()) {
            ObjectNode object = sleeps.addObject();
            object.put("vcluster", sleep.vcluster());
            object.put("asleepSeconds", sleep.asleepS());
            object.put("savedNanos", sleep.savedNanos());
            object.put("saved", Words.amount(sleep.savedNanos()).toPlainString());
        }
    }

    private static void line(ObjectNode object, DocumentLine each) {
        StatementLine line = each.line();
        object.put("costCenter", line.costCenter());
        object.put("team", line.team());
        object.put("cluster", each.clusterName());
        object.put("clusterUid", line.cluster());
        object.put("vcluster", line.vcluster());
        object.put("vclusterNamespace", line.vclusterNamespace());
        object.put("vclusterUid", line.vclusterUid());
        object.put("class", line.podClass());
        object.put("resource", line.resource());
        object.put("charge", line.charge());
        object.put("policy", line.policy());
        object.put("method", each.method());
        object.put("source", line.source());
        object.put("pricing", line.pricing());
        object.put("quantity", line.quantity());
        object.put("unit", line.unit());
        object.put("rate", each.rate());
        object.put("amountNanos", line.amountNanos());
        object.put("amount", Words.amount(line.amountNanos()).toPlainString());
        object.put("rounded", each.amount().toPlainString());
    }

    private static void coverage(ObjectNode object, Coverage coverage) {
        object.put("seconds", coverage.totalS());
        object.put("measured", fraction(coverage.measuredS(), coverage.totalS()));
        object.put("bridged", fraction(coverage.bridgedS(), coverage.totalS()));
        object.put("estimated", fraction(coverage.estimatedS(), coverage.totalS()));
        object.put("missing", fraction(coverage.missingS(), coverage.totalS()));
    }

    static BigDecimal fraction(long part, long whole) {
        return whole == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), FRACTION_DIGITS, RoundingMode.HALF_UP);
    }
}
