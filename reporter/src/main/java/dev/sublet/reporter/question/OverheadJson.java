package dev.sublet.reporter.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.advice.Advice;
import dev.sublet.reporter.advice.Advices;
import dev.sublet.reporter.document.Sleep;
import dev.sublet.reporter.overhead.Comparison;
import dev.sublet.reporter.overhead.OverheadLine;
import dev.sublet.reporter.overhead.Trend;
import dev.sublet.reporter.overhead.Vcluster;
import dev.sublet.reporter.statement.Words;
import dev.sublet.reporter.table.Json;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The overhead for programs: amounts in 10⁻⁹ as integers, and as exact decimal text beside them. */
final class OverheadJson {
    private OverheadJson() {}

    static String write(OverheadReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("from", Words.time(report.statement().period().fromS()));
        root.put("to", Words.time(report.statement().period().toS()));
        root.put("currency", report.statement().currency());
        amount(root, "statement", report.statement().reconciliation().linesNanos());
        ArrayNode vclusters = root.putArray("vclusters");
        report.lines().forEach(line -> line(vclusters.addObject(), line, report.trends()));
        report.comparison().ifPresent(comparison -> comparison(root.putObject("comparison"), comparison));
        report.advices().ifPresent(advices -> advices(root.putObject("advice"), advices));
        report.sleeps().ifPresent(sleeps -> sleeps(root.putArray("sleep"), sleeps));
        return Json.write(root);
    }

    private static void amount(ObjectNode object, String name, BigInteger nanos) {
        object.put(name + "Nanos", nanos);
        object.put(name, Words.amount(nanos).toPlainString());
    }

    private static void name(
            ObjectNode object, String cluster, @Nullable String name, @Nullable String namespace, String uid) {
        object.put("clusterUid", cluster);
        object.put("vcluster", name);
        object.put("vclusterNamespace", namespace);
        object.put("vclusterUid", uid);
    }

    private static void name(ObjectNode object, Vcluster vcluster) {
        name(object, vcluster.cluster(), vcluster.name(), vcluster.namespace(), vcluster.uid());
    }

    private static void line(ObjectNode object, OverheadLine line, List<Trend> trends) {
        name(object, line.cluster(), line.vcluster(), line.vclusterNamespace(), line.vclusterUid());
        amount(object, "overhead", line.overheadNanos());
        amount(object, "tenants", line.tenantNanos());
        amount(object, "other", line.otherNanos());
        amount(object, "total", line.totalNanos());
        object.put("sharePercent", line.sharePercent());
        object.put("tenantPodSeconds", line.tenancy().podS());
        line.perPodHourNanos().ifPresent(nanos -> amount(object, "overheadPerTenantPodHour", nanos));
        ObjectNode coverage = object.putObject("coverage");
        coverage.put("measuredSeconds", line.tenancy().coverage().measuredS());
        coverage.put("bridgedSeconds", line.tenancy().coverage().bridgedS());
        coverage.put("estimatedSeconds", line.tenancy().coverage().estimatedS());
        coverage.put("missingSeconds", line.tenancy().coverage().missingS());
        ArrayNode parts = object.putArray("parts");
        for (OverheadLine.Part part : line.parts()) {
            ObjectNode child = parts.addObject();
            child.put("class", part.podClass());
            child.put("resource", part.resource());
            child.put("quantity", part.quantity());
            child.put("unit", part.unit());
            amount(child, "amount", part.amountNanos());
        }
        if (!trends.isEmpty()) {
            ArrayNode array = object.putArray("trend");
            for (Trend trend : trends) {
                ObjectNode child = array.addObject();
                child.put("period", trend.name());
                child.put("from", Words.time(trend.period().fromS()));
                child.put("to", Words.time(trend.period().toS()));
                child.put("source", trend.source());
                if (trend.missing() != null) {
                    child.put("missing", trend.missing());
                }
                trend.of(line).ifPresent(sum -> {
                    amount(child, "overhead", sum.overheadNanos());
                    amount(child, "total", sum.totalNanos());
                });
            }
        }
    }

    private static void comparison(ObjectNode object, Comparison comparison) {
        ArrayNode rows = object.putArray("vclusters");
        for (Comparison.Row row : comparison.rows()) {
            ObjectNode child = rows.addObject();
            name(child, row.vcluster());
            amount(child, "itself", row.vcluster().costNanos());
            amount(child, "hostPart", row.vcluster().restNanos());
            amount(child, "asItIs", row.asItIsNanos());
            amount(child, "plainNamespace", row.namespaceNanos());
            own(child, "ownCluster", row.own(), row.whyNot());
            own(child, "ownClusterSafe", row.ownSafe(), row.whyNot());
        }
        strings(object, "missing", comparison.notes());
        strings(object, "assumptions", comparison.assumptions());
    }

    private static void own(ObjectNode object, String name, Optional<Comparison.Own> own, @Nullable String whyNot) {
        ObjectNode child = object.putObject(name);
        child.put("priced", own.isPresent());
        own.ifPresentOrElse(
                priced -> {
                    child.put("instanceType", priced.instanceType());
                    child.put("nodes", priced.nodes());
                    child.put("nodesNeeded", priced.needed());
                    amount(child, "perCluster", priced.feeNanos());
                    amount(child, "nodesCost", priced.nodesNanos());
                    amount(child, "kept", priced.keptNanos());
                    amount(child, "total", priced.totalNanos());
                },
                () -> child.put("notPriced", whyNot));
    }

    private static void advices(ObjectNode object, Advices advices) {
        ArrayNode list = object.putArray("list");
        for (Advice advice : advices.list()) {
            ObjectNode child = list.addObject();
            child.put("number", advice.number());
            child.put("advice", advice.kind().label());
            amount(child, "savedPerMonth", advice.monthNanos());
            amount(child, "savedInPeriod", advice.savedNanos());
            child.put("counted", advice.counted());
            ArrayNode excludes = child.putArray("excludes");
            advice.excludes().forEach(excludes::add);
            child.put("reason", advice.reason());
            ObjectNode numbers = child.putObject("numbers");
            advice.numbers().forEach(numbers::put);
            ArrayNode targets = child.putArray("vclusters");
            for (Advice.Target target : advice.targets()) {
                ObjectNode vcluster = targets.addObject();
                name(vcluster, target.vcluster());
                amount(vcluster, "savedInPeriod", target.savedNanos());
            }
        }
        amount(object, "totalPerMonth", advices.totalMonthNanos());
        ArrayNode rooms = object.putArray("nodesToTakeAway");
        for (Advices.Room room : advices.rooms()) {
            ObjectNode child = rooms.addObject();
            child.put("clusterUid", room.cluster());
            child.put("clusterName", room.clusterName());
            child.put("instanceType", room.instanceType());
            child.put("today", room.spareNodes());
            child.put("withSmallerRequests", room.spareAfter());
            amount(child, "perMonth", room.monthNanos());
        }
        strings(object, "assumptions", advices.assumptions());
    }

    private static void sleeps(ArrayNode array, List<Sleep> sleeps) {
        for (Sleep sleep : sleeps) {
            ObjectNode child = array.addObject();
            child.put("clusterUid", sleep.cluster());
            child.put("vcluster", sleep.vcluster());
            child.put("vclusterUid", sleep.vclusterUid());
            child.put("asleepSeconds", sleep.asleepS());
            amount(child, "wouldHaveCost", sleep.wouldNanos());
            amount(child, "didCost", sleep.didNanos());
            amount(child, "saved", sleep.savedNanos());
        }
    }

    private static void strings(ObjectNode object, String name, List<String> lines) {
        ArrayNode array = object.putArray(name);
        lines.forEach(array::add);
    }
}
