package dev.sublet.bot.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.bot.blueprint.Exposure;
import dev.sublet.bot.resource.ExposeSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chart's values, built as an object, never as text: what a person writes ends as a value and cannot become a key. Beneath lie the
 * blueprint's own values; what Sublet sets wins. Stateless.
 */
public final class ChartValues {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Where the audit Secret is mounted in the control plane's pod. */
    public static final String AUDIT_FOLDER = "/etc/sublet-audit";

    private ChartValues() {}

    /**
     * All values of a release.
     *
     * @param audit whether the API server sends its audit events to Sublet
     * @param outside its DNS name or address outside, or null when it has none
     * @param oidc the identity provider that the API server trusts, or null
     */
    public static ObjectNode of(Wanted wanted, boolean audit, @Nullable String outside, @Nullable Oidc oidc) {
        ObjectNode values = wanted.blueprint().values().deepCopy();
        ObjectNode controlPlane = at(values, "controlPlane");
        ObjectNode distro = at(controlPlane, "distro", "k8s");
        distro.put("enabled", true);
        distro.put("version", "v" + patch(wanted.kubernetesVersion()));
        ObjectNode statefulSet = at(controlPlane, "statefulSet");
        resources(at(statefulSet, "resources"));
        at(statefulSet, "persistence", "volumeClaim")
                .put("size", ControlPlane.USUAL.volume().toString());
        ObjectNode annotations = at(controlPlane, "advanced", "globalMetadata", "annotations");
        wanted.blueprint().annotations().forEach(annotations::put);
        annotations.put(Labels.BLUEPRINT, wanted.blueprint().reference());
        // Sublet makes these itself, so that one place decides and drift can be told.
        for (String policy : new String[] {"resourceQuota", "limitRange", "networkPolicy"}) {
            at(values, "policies", policy).put("enabled", false);
        }
        expose(wanted, outside, values, controlPlane);
        if (audit) {
            audit(distro, statefulSet);
        }
        if (oidc != null) {
            ArrayNode arguments = at(distro, "apiServer").withArrayProperty("extraArgs");
            oidc.arguments().forEach(arguments::add);
        }
        return values;
    }

    /** A minor stands for its first patch, as the chart's own defaults do. */
    static String patch(String version) {
        return version.indexOf('.') == version.lastIndexOf('.') ? version + ".0" : version;
    }

    private static void resources(ObjectNode resources) {
        ControlPlane own = ControlPlane.USUAL;
        put(at(resources, "requests"), own.cpuRequest(), own.memoryRequest(), own.ephemeralRequest());
        put(at(resources, "limits"), own.cpuLimit(), own.memoryLimit(), own.ephemeralLimit());
    }

    private static void put(ObjectNode node, Quantity cpu, Quantity memory, Quantity ephemeral) {
        node.put("cpu", cpu.toString());
        node.put("memory", memory.toString());
        node.put("ephemeral-storage", ephemeral.toString());
    }

    private static void expose(Wanted wanted, @Nullable String host, ObjectNode values, ObjectNode controlPlane) {
        @Nullable ExposeSpec expose = wanted.expose();
        ObjectNode kubeconfig = at(values, "exportKubeConfig");
        // An IPv6 address has brackets in a URL, and none in a certificate.
        String inAddress = host != null && host.contains(":") ? "[" + host + "]" : host;
        kubeconfig.put("server", inAddress == null ? Exposed.inside(wanted) : Exposed.server(inAddress));
        ArrayNode names = controlPlane.withObjectProperty("proxy").withArrayProperty("extraSANs");
        names.add(wanted.name() + "." + wanted.hostNamespace() + ".svc");
        if (host != null) {
            names.add(host);
        }
        if (expose == null) {
            return;
        }
        Exposure offered = wanted.blueprint().exposure();
        switch (expose.way()) {
            case LoadBalancer -> at(controlPlane, "service", "spec").put("type", "LoadBalancer");
            case Ingress -> {
                ObjectNode ingress = at(controlPlane, "ingress");
                ingress.put("enabled", true);
                ingress.put("host", host);
                at(ingress, "spec").put("ingressClassName", offered.ingressClass());
            }
            case Gateway -> {
                ObjectNode route = at(controlPlane, "tlsRoute");
                route.put("enabled", true);
                route.put("host", host);
                String[] gateway = String.valueOf(offered.gateway()).split("/", 2);
                ArrayNode parents = route.putArray("parentRefs");
                parents.add(JSON.valueToTree(Map.of("namespace", gateway[0], "name", gateway[1])));
            }
        }
    }

    private static void audit(ObjectNode distro, ObjectNode statefulSet) {
        ArrayNode arguments = at(distro, "apiServer").withArrayProperty("extraArgs");
        arguments.add("--audit-policy-file=" + AUDIT_FOLDER + "/policy.yaml");
        arguments.add("--audit-webhook-config-file=" + AUDIT_FOLDER + "/webhook.yaml");
        arguments.add("--audit-webhook-mode=batch");
        ObjectNode persistence = at(statefulSet, "persistence");
        persistence
                .withArrayProperty("addVolumes")
                .add(JSON.valueToTree(
                        Map.of("name", "sublet-audit", "secret", Map.of("secretName", AuditWiring.SECRET))));
        persistence
                .withArrayProperty("addVolumeMounts")
                .add(JSON.valueToTree(Map.of("name", "sublet-audit", "mountPath", AUDIT_FOLDER, "readOnly", true)));
    }

    /** The mapping at a path, made where it is not; a blueprint's value that is no mapping gives way. */
    private static ObjectNode at(ObjectNode from, String... path) {
        ObjectNode node = from;
        for (String key : path) {
            JsonNode next = node.get(key);
            node = next instanceof ObjectNode object ? object : node.putObject(key);
        }
        return node;
    }
}
