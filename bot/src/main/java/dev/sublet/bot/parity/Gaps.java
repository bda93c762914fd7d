package dev.sublet.bot.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.bot.parity.ParityItem.Weight;
import java.util.ArrayList;
import java.util.List;

/** Where virtual clusters differ from others by how they are made, read from their values. Pure. */
final class Gaps {
    private Gaps() {}

    /** The values are all of them, with the chart's defaults. */
    static List<ParityItem> of(JsonNode values) {
        List<ParityItem> gaps = new ArrayList<>();
        toHost(gaps, values, "networkPolicies", Weight.BAD, "NetworkPolicies inside do nothing");
        toHost(gaps, values, "ingresses", Weight.FAIR, "Ingresses inside reach no controller of the host");
        toHost(gaps, values, "podDisruptionBudgets", Weight.FAIR, "PodDisruptionBudgets do not hold on the host");
        toHost(gaps, values, "priorityClasses", Weight.SMALL, "priorities of pods do not reach the host's scheduler");
        toHost(gaps, values, "persistentVolumes", Weight.SMALL, "PersistentVolumes made by hand do not reach the host");
        if (!on(values.at("/sync/fromHost/nodes/enabled"))) {
            gaps.add(gap(
                    "nodes",
                    "real nodes",
                    "made-up nodes, as many as pods run on",
                    Weight.FAIR,
                    "sync.fromHost.nodes"));
            gaps.add(gap(
                    "DaemonSets",
                    "a pod on each node",
                    "a pod on each made-up node, so on some nodes only",
                    Weight.FAIR,
                    "sync.fromHost.nodes"));
        }
        if (!on(values.at("/controlPlane/hostPathMapper/enabled"))) {
            gaps.add(gap(
                    "log folders of pods",
                    "by their own names",
                    "by the host's names: log collectors by hostPath find nothing",
                    Weight.SMALL,
                    "controlPlane.hostPathMapper"));
        }
        if (!on(values.at("/integrations/metricsServer/enabled"))) {
            gaps.add(gap(
                    "metrics.k8s.io",
                    "kubectl top and HorizontalPodAutoscalers work",
                    "neither works unless a metrics-server runs inside",
                    Weight.FAIR,
                    "integrations.metricsServer"));
        }
        return gaps;
    }

    private static void toHost(List<ParityItem> gaps, JsonNode values, String kind, Weight weight, String effect) {
        if (!on(values.at("/sync/toHost/" + kind + "/enabled"))) {
            gaps.add(gap(kind, "they take effect", effect, weight, "sync.toHost." + kind));
        }
    }

    private static ParityItem gap(String what, String there, String here, Weight weight, String setting) {
        return new ParityItem(
                what,
                there,
                here,
                weight,
                "set " + setting + ".enabled to true in the blueprint's values if it matters");
    }

    private static boolean on(JsonNode value) {
        return value.asBoolean(false) || value.asText().equals("auto");
    }
}
