package dev.sublet.reporter.usage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.reporter.absence.MissingJson;
import dev.sublet.reporter.absence.MissingPeriod;
import dev.sublet.reporter.table.Json;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Usage as an array of objects. Other tools rely on the fields. */
final class UsageJson {
    private static final List<String> UNKNOWN = List.of(
            "vcluster",
            "vclusterNamespace",
            "vclusterUid",
            "namespace",
            "virtualNamespace",
            "pod",
            "podUid",
            "class",
            "node",
            "cpuCoreSeconds",
            "cpuRequestCoreSeconds",
            "billableCpuCoreSeconds",
            "memoryByteSeconds",
            "memoryRequestByteSeconds",
            "billableMemoryByteSeconds",
            "networkRxBytes",
            "networkTxBytes",
            "seconds",
            "coverage",
            "cpuEstimatedCoreSeconds");

    private UsageJson() {}

    /** A cluster that is missing in the window and has no line gets one whose quantities are null: they are not known. */
    static String write(List<UsageLine> lines, List<MissingPeriod> missing) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        Set<String> told = new HashSet<>();
        for (UsageLine line : lines) {
            ObjectNode object = array.addObject();
            object(object, line);
            MissingJson.put(object, of(missing, line.clusterUid()));
            told.add(line.clusterUid());
        }
        for (MissingPeriod period : missing) {
            if (told.add(period.cluster())) {
                ObjectNode object = array.addObject();
                object.put("cluster", period.clusterName());
                object.put("clusterUid", period.cluster());
                UNKNOWN.forEach(object::putNull);
                MissingJson.put(object, of(missing, period.cluster()));
            }
        }
        return Json.write(array);
    }

    private static List<MissingPeriod> of(List<MissingPeriod> missing, String clusterUid) {
        return missing.stream()
                .filter(period -> period.cluster().equals(clusterUid))
                .toList();
    }

    private static void object(ObjectNode object, UsageLine line) {
        object.put("cluster", line.cluster());
        object.put("clusterUid", line.clusterUid());
        object.put("vcluster", line.vcluster());
        object.put("vclusterNamespace", line.vclusterNamespace());
        object.put("vclusterUid", line.vclusterUid());
        object.put("namespace", line.namespace());
        object.put("virtualNamespace", line.virtualNamespace());
        object.put("pod", line.pod());
        object.put("podUid", line.podUid());
        object.put("class", line.podClass());
        object.put("node", line.node());
        object.put("cpuCoreSeconds", Quantity.coreSeconds(line.cpuCoreMs()));
        object.put("cpuRequestCoreSeconds", Quantity.coreSeconds(line.cpuRequestCoreMs()));
        object.put("billableCpuCoreSeconds", Quantity.coreSeconds(line.billableCpuCoreMs()));
        object.put("memoryByteSeconds", Quantity.byteSeconds(line.memoryKibSeconds()));
        object.put("memoryRequestByteSeconds", Quantity.byteSeconds(line.memoryRequestKibSeconds()));
        object.put("billableMemoryByteSeconds", Quantity.byteSeconds(line.billableMemoryKibSeconds()));
        object.put("networkRxBytes", line.networkRxBytes());
        object.put("networkTxBytes", line.networkTxBytes());
        object.put("seconds", line.seconds());
        ObjectNode coverage = object.putObject("coverage");
        coverage.put("measured", Quantity.fraction(line.measuredSeconds(), line.seconds()));
        coverage.put("bridged", Quantity.fraction(line.bridgedSeconds(), line.seconds()));
        coverage.put(
                "estimated",
                line.unseen() ? BigDecimal.ONE : Quantity.fraction(line.estimatedSeconds(), line.seconds()));
        coverage.put("missing", Quantity.fraction(line.missingSeconds(), line.seconds()));
        object.put("cpuEstimatedCoreSeconds", Quantity.coreSeconds(line.cpuEstimatedCoreMs()));
    }
}
