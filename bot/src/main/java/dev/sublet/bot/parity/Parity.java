package dev.sublet.bot.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.bot.parity.ParityItem.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares a virtual cluster with the cluster that it stands for. Only what the reference has counts. Pure. */
public final class Parity {
    private static final Pattern MINOR = Pattern.compile("v?([0-9]+)\\.([0-9]+).*");
    private static final int NAMED_MAX = 200;

    private Parity() {}

    /**
     * Compares.
     *
     * @param values of the virtual cluster, with the chart's defaults
     */
    public static ParityReport compare(Inventory reference, Inventory vcluster, JsonNode values) {
        List<ParityItem> items = new ArrayList<>();
        kubernetes(reference, vcluster, items);
        definitions(reference, vcluster, items);
        lacks(
                reference.resources(),
                vcluster.resources(),
                "resource",
                Weight.FAIR,
                "install inside what serves it, or take it from the host by sync",
                items);
        reference.classes().forEach((kind, names) -> {
            if (!vcluster.unread().contains(kind)) {
                lacks(
                        names,
                        vcluster.classes().getOrDefault(kind, Set.of()),
                        kind,
                        kind.equals("priorityclasses") ? Weight.SMALL : Weight.FAIR,
                        "make it inside, or set sync.fromHost." + kind,
                        items);
            }
        });
        lacks(
                reference.admission(),
                vcluster.admission(),
                "admission",
                Weight.FAIR,
                "add it to the blueprint's policies.inside, or enforce it by policies.host",
                items);
        lacks(
                reference.nodeLabels(),
                vcluster.nodeLabels(),
                "node label",
                Weight.SMALL,
                "set sync.fromHost.nodes if workloads select nodes by it",
                items);
        lacks(
                reference.taints(),
                vcluster.taints(),
                "taint",
                Weight.SMALL,
                "set sync.fromHost.nodes if workloads tolerate it",
                items);
        items.addAll(Gaps.of(values));
        return new ParityReport(
                items,
                Stream.concat(
                                reference.unread().stream().map(what -> what + " of the reference"),
                                vcluster.unread().stream().map(what -> what + " of the virtual cluster"))
                        .toList());
    }

    private static void kubernetes(Inventory reference, Inventory vcluster, List<ParityItem> items) {
        int skew = Math.abs(minor(reference.kubernetes()) - minor(vcluster.kubernetes()));
        if (skew > 0) {
            items.add(new ParityItem(
                    "Kubernetes",
                    reference.kubernetes(),
                    vcluster.kubernetes(),
                    skew > 1 ? Weight.BAD : Weight.FAIR,
                    "set kubernetesVersion to the reference's minor"));
        } else if (!reference.kubernetes().equals(vcluster.kubernetes())) {
            items.add(new ParityItem(
                    "Kubernetes patch",
                    reference.kubernetes(),
                    vcluster.kubernetes(),
                    Weight.SMALL,
                    "set kubernetesVersion to the reference's patch"));
        }
    }

    private static int minor(String version) {
        Matcher matcher = MINOR.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    }

    private static void definitions(Inventory reference, Inventory vcluster, List<ParityItem> items) {
        if (vcluster.unread().contains("customresourcedefinitions")) {
            return;
        }
        for (Map.Entry<String, Set<String>> definition : reference.definitions().entrySet()) {
            Set<String> here = vcluster.definitions().get(definition.getKey());
            if (here == null || !here.containsAll(definition.getValue())) {
                items.add(new ParityItem(
                        "definition " + definition.getKey(),
                        String.join(", ", new TreeSet<>(definition.getValue())),
                        here == null ? "none" : String.join(", ", new TreeSet<>(here)),
                        Weight.BAD,
                        "add its CustomResourceDefinition, in that version, to the blueprint's add-ons"));
            }
        }
    }

    private static void lacks(
            Set<String> there, Set<String> here, String what, Weight weight, String remedy, List<ParityItem> items) {
        there.stream()
                .filter(name -> !here.contains(name))
                .sorted()
                .limit(NAMED_MAX)
                .forEach(name -> items.add(new ParityItem(what + " " + name, "there", "none", weight, remedy)));
    }
}
