package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.absence.MissingJson;
import dev.sublet.reporter.statement.ClusterWindow;
import dev.sublet.reporter.statement.CostCenterTotal;
import dev.sublet.reporter.statement.Coverage;
import dev.sublet.reporter.statement.Reconciliation;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.table.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

/** A statement for programs. Other tools rely on the fields. */
final class ReportJson {
    private static final int FRACTION_DIGITS = 6;

    private ReportJson() {}

    static String write(Statement statement) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode period = root.putObject("period");
        period.put("from", Words.time(statement.period().fromS()));
        period.put("to", Words.time(statement.period().toS()));
        root.put("currency", statement.currency());
        Map<String, String> names = clusterNames(statement);
        ArrayNode lines = root.putArray("lines");
        for (StatementLine line : statement.lines()) {
            line(lines.addObject(), line, names.getOrDefault(line.cluster(), line.cluster()));
        }
        ArrayNode totals = root.putArray("totals");
        for (CostCenterTotal total : statement.totals()) {
            ObjectNode object = totals.addObject();
            object.put("costCenter", total.costCenter());
            object.put("amountNanos", total.amountNanos());
            object.put("amount", Words.amount(total.amountNanos()).toPlainString());
        }
        Reconciliation reconciliation = statement.reconciliation();
        ObjectNode proof = root.putObject("reconciliation");
        proof.put("nodeCostNanos", reconciliation.nodeCostNanos());
        proof.put("otherAssetsNanos", reconciliation.otherAssetsNanos());
        proof.put("bookedNanos", reconciliation.bookedNanos());
        proof.put("linesNanos", reconciliation.linesNanos());
        proof.put("differenceNanos", reconciliation.differenceNanos());
        coverage(root.putObject("coverage"), statement.coverage());
        MissingJson.put(root, statement.missing());
        ArrayNode notes = root.putArray("notes");
        statement.notes().forEach(notes::add);
        return Json.write(root);
    }

    /** The names by which people know the statement's clusters, by UID. */
    static Map<String, String> clusterNames(Statement statement) {
        Map<String, String> names = new HashMap<>();
        for (ClusterWindow cluster : statement.clusters()) {
            names.put(cluster.cluster(), cluster.clusterName());
        }
        return names;
    }

    private static void line(ObjectNode object, StatementLine line, String clusterName) {
        object.put("costCenter", line.costCenter());
        object.put("team", line.team());
        object.put("cluster", clusterName);
        object.put("clusterUid", line.cluster());
        object.put("vcluster", line.vcluster());
        object.put("vclusterNamespace", line.vclusterNamespace());
        object.put("vclusterUid", line.vclusterUid());
        object.put("class", line.podClass());
        object.put("resource", line.resource());
        object.put("charge", line.charge());
        object.put("policy", line.policy());
        object.put("source", line.source());
        object.put("pricing", line.pricing());
        object.put("quantity", line.quantity());
        object.put("unit", line.unit());
        object.put("amountNanos", line.amountNanos());
        object.put("amount", Words.amount(line.amountNanos()).toPlainString());
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
