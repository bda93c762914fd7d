package dev.sublet.bot.inside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.bot.blueprint.Manifest;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.Wanted;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Policies of a blueprint on the host, each bound to the tenants' pods of one virtual cluster: to its namespace, and to what the syncer
 * made there, so that no policy can keep the control plane from starting. Namespaced kinds go into that namespace, whatever namespace they
 * name. Of the others Gatekeeper's constraints and Kyverno's ClusterPolicies are taken, with a name of their own for each virtual cluster
 * and a match that replaces what they name. Gatekeeper's templates are shared by all and enforce nothing alone. Stateless.
 */
public final class HostPolicies {
    /** Gatekeeper's group of constraints, whose kinds come from templates. */
    public static final String CONSTRAINTS = "constraints.gatekeeper.sh";

    public static final String KYVERNO = "kyverno.io";
    /** On what the syncer makes; tenants cannot take it away. */
    private static final String SYNCED = "vcluster.loft.sh/managed-by";

    private static final int NAME_MAX = 63;
    private static final int DIGEST = 10;

    private HostPolicies() {}

    /** The object for one virtual cluster, or empty when its kind is not allowed. */
    public static Optional<GenericKubernetesResource> of(Wanted wanted, Manifest manifest, Kind kind) {
        ObjectNode object = manifest.object().deepCopy();
        ObjectNode metadata = object.withObjectProperty("metadata");
        metadata.remove("namespace");
        if (Templates.are(kind.apiVersion(), kind.kind())) {
            // Of no virtual cluster: another one may need it when this one goes.
            metadata.withObjectProperty("labels").put(Labels.MANAGED_BY, Labels.SUBLET);
            return Optional.of(Additions.generic(object));
        }
        Labels.common(wanted).forEach(metadata.withObjectProperty("labels")::put);
        if (kind.namespaced()) {
            metadata.put("namespace", wanted.hostNamespace());
            if (kind.group().equals(KYVERNO)) {
                rules(object, null);
            }
            return Optional.of(Additions.generic(object));
        }
        metadata.put("name", bounded(manifest.name() + "-" + wanted.hostNamespace()));
        if (kind.group().equals(CONSTRAINTS)) {
            ObjectNode match = object.withObjectProperty("spec").withObjectProperty("match");
            match.remove(List.of("excludedNamespaces", "namespaceSelector"));
            match.putArray("namespaces").add(wanted.hostNamespace());
            onlySynced(match.withObjectProperty("labelSelector"));
            return Optional.of(Additions.generic(object));
        }
        if (kind.group().equals(KYVERNO) && kind.kind().equals("ClusterPolicy")) {
            rules(object, wanted.hostNamespace());
            return Optional.of(Additions.generic(object));
        }
        return Optional.empty();
    }

    /** Binds each rule's match, in all the ways in which Kyverno writes one. */
    private static void rules(ObjectNode policy, @Nullable String namespace) {
        for (JsonNode rule : policy.withObjectProperty("spec").withArrayProperty("rules")) {
            if (rule instanceof ObjectNode mapping) {
                ObjectNode match = mapping.withObjectProperty("match");
                boolean listed = false;
                for (String list : List.of("any", "all")) {
                    for (JsonNode filter : match.path(list)) {
                        if (filter instanceof ObjectNode one) {
                            bind(one.withObjectProperty("resources"), namespace);
                            listed = true;
                        }
                    }
                }
                if (!listed || match.has("resources")) {
                    bind(match.withObjectProperty("resources"), namespace);
                }
            }
        }
    }

    private static void bind(ObjectNode resources, @Nullable String namespace) {
        resources.remove(List.of("namespaces", "namespaceSelector"));
        if (namespace != null) {
            resources.putArray("namespaces").add(namespace);
        }
        onlySynced(resources.withObjectProperty("selector"));
    }

    private static void onlySynced(ObjectNode selector) {
        selector.withArrayProperty("matchExpressions")
                .addObject()
                .put("key", SYNCED)
                .put("operator", "Exists");
    }

    private static String bounded(String name) {
        if (name.length() <= NAME_MAX) {
            return name;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return name.substring(0, NAME_MAX - DIGEST - 1) + "-"
                    + HexFormat.of().formatHex(digest).substring(0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The bare object, to find its kind. */
    public static GenericKubernetesResource asWritten(Manifest manifest) {
        return Additions.generic(manifest.object());
    }
}
