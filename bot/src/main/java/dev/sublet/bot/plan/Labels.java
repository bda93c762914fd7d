package dev.sublet.bot.plan;

import java.util.Map;
import java.util.TreeMap;

/**
 * The labels and annotations of what the operator makes on the host. Immutable.
 *
 * @param costCenter the key by which the collector reads who pays
 * @param team the key by which it reads the team
 */
public record Labels(String costCenter, String team) {
    public static final Labels USUAL = new Labels("cost-center", "team");
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String SUBLET = "sublet";
    /** On all objects: the VirtualCluster's name. */
    public static final String VIRTUAL_CLUSTER = "sublet.dev/virtual-cluster";
    /** On all objects: the VirtualCluster's namespace. */
    public static final String VIRTUAL_CLUSTER_NAMESPACE = "sublet.dev/virtual-cluster-namespace";
    /** On namespaces: the UID of the VirtualCluster that has it. */
    public static final String OWNER_UID = "sublet.dev/virtual-cluster-uid";

    public static final String BLUEPRINT = "sublet.dev/blueprint";
    public static final String REQUESTER = "sublet.dev/requester";

    /** Of every object. */
    public static Map<String, String> common(Wanted wanted) {
        return common(wanted.namespace(), wanted.name());
    }

    /** Of every object of the virtual cluster in that namespace and of that name. */
    public static Map<String, String> common(String namespace, String name) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(MANAGED_BY, SUBLET);
        labels.put(VIRTUAL_CLUSTER, name);
        labels.put(VIRTUAL_CLUSTER_NAMESPACE, namespace);
        return labels;
    }
}
