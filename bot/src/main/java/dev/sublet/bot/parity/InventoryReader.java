package dev.sublet.bot.parity;

import dev.sublet.bot.inside.Kind;
import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.inside.Objects;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a cluster offers. What the server forbids or does not have is noted and passed over. Not thread-safe. */
public final class InventoryReader {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int GROUPS_MAX = 200;
    private static final String ADMISSION = "admissionregistration.k8s.io/v1";
    private static final List<Kind> CLASSES = List.of(
            new Kind("storage.k8s.io/v1", "StorageClass", "storageclasses", false),
            new Kind("networking.k8s.io/v1", "IngressClass", "ingressclasses", false),
            new Kind("node.k8s.io/v1", "RuntimeClass", "runtimeclasses", false),
            new Kind("scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", false));
    private static final List<Kind> GATES = List.of(
            new Kind(ADMISSION, "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", false),
            new Kind(ADMISSION, "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", false),
            new Kind(ADMISSION, "ValidatingAdmissionPolicy", "validatingadmissionpolicies", false));
    private static final Kind DEFINITION =
            new Kind("apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions", false);
    private static final Kind NODE = new Kind("v1", "Node", "nodes", false);

    private final Objects objects;
    private final Set<String> unread = new HashSet<>();

    public InventoryReader(KubernetesClient client) {
        objects = new Objects(client, new Kinds());
    }

    /** Asks about as many requests as there are API groups, and ten more. */
    public Inventory read() {
        Map<String, Set<String>> classes = new HashMap<>();
        CLASSES.forEach(kind -> classes.put(kind.plural(), names(list(kind))));
        Map<String, Set<String>> definitions = new HashMap<>();
        list(DEFINITION).forEach(each -> definitions.put(each.getMetadata().getName(), versions(each)));
        Set<String> admission = new HashSet<>();
        GATES.forEach(kind -> names(list(kind)).forEach(name -> admission.add(kind.kind() + " " + name)));
        Set<String> labels = new HashSet<>();
        Set<String> taints = new HashSet<>();
        for (GenericKubernetesResource node : list(NODE)) {
            Map<String, String> own = node.getMetadata().getLabels();
            if (own != null) {
                labels.addAll(own.keySet());
            }
            if (node.get("spec", "taints") instanceof List<?> list) {
                list.forEach(taint -> {
                    if (taint instanceof Map<?, ?> fields) {
                        taints.add(fields.get("key") + ":" + fields.get("effect"));
                    }
                });
            }
        }
        String version = String.valueOf(objects.client().getKubernetesVersion().getGitVersion());
        return new Inventory(
                version.replaceFirst("^v", ""), resources(), definitions, classes, admission, labels, taints, unread);
    }

    private static Set<String> versions(GenericKubernetesResource definition) {
        return definition.get("spec", "versions") instanceof List<?> versions
                ? versions.stream()
                        .filter(version ->
                                version instanceof Map<?, ?> fields && Boolean.TRUE.equals(fields.get("served")))
                        .map(version -> String.valueOf(((Map<?, ?>) version).get("name")))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private Set<String> resources() {
        Set<String> resources = new HashSet<>();
        add(resources, "", "v1");
        objects.client().getApiGroups().getGroups().stream()
                .limit(GROUPS_MAX)
                .forEach(group -> add(resources, group.getName(), preferred(group)));
        return resources;
    }

    private static String preferred(APIGroup group) {
        return group.getPreferredVersion() == null
                ? group.getVersions().get(0).getGroupVersion()
                : group.getPreferredVersion().getGroupVersion();
    }

    private void add(Set<String> resources, String group, String version) {
        try {
            APIResourceList list = objects.client().getApiResources(version);
            if (list != null) {
                list.getResources().stream()
                        .map(APIResource::getName)
                        .filter(name -> !name.contains("/"))
                        .forEach(name -> resources.add(group + "/" + name));
            }
        } catch (KubernetesClientException e) {
            // An aggregated API whose server is away answers 503: the group is there, and cannot be read.
            unread.add(version);
        }
    }

    private List<GenericKubernetesResource> list(Kind kind) {
        try {
            return objects.list(kind, null, "", null);
        } catch (KubernetesClientException e) {
            if (e.getCode() != FORBIDDEN && e.getCode() != NOT_FOUND) {
                throw e;
            }
            if (e.getCode() == FORBIDDEN) {
                unread.add(kind.plural());
            }
            return List.of();
        }
    }

    private static Set<String> names(List<? extends HasMetadata> objects) {
        return objects.stream().map(object -> object.getMetadata().getName()).collect(Collectors.toSet());
    }
}
