package dev.sublet.bot.inside;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.bot.blueprint.Manifest;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.Wanted;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Policies of a blueprint on the host, each bound to one virtual cluster's namespace. Namespaced kinds go into that namespace, whatever
 * namespace they name. Of the others only Gatekeeper's constraints are taken: with a name of their own for each virtual cluster, and with
 * a match on its namespace alone, which replaces what they name. Stateless.
 */
public final class HostPolicies {
    private static final String CONSTRAINTS = "constraints.gatekeeper.sh";
    private static final int NAME_MAX = 63;
    private static final int DIGEST = 10;

    private HostPolicies() {}

    /** The object for one virtual cluster, or empty when its kind is not allowed. */
    public static Optional<GenericKubernetesResource> of(Wanted wanted, Manifest manifest, Kind kind) {
        ObjectNode object = manifest.object().deepCopy();
        ObjectNode metadata = object.withObjectProperty("metadata");
        metadata.remove("namespace");
        Labels.common(wanted).forEach(metadata.withObjectProperty("labels")::put);
        if (kind.namespaced()) {
            metadata.put("namespace", wanted.hostNamespace());
            return Optional.of(Additions.generic(object));
        }
        if (!kind.group().equals(CONSTRAINTS)) {
            return Optional.empty();
        }
        metadata.put("name", bounded(manifest.name() + "-" + wanted.hostNamespace()));
        ObjectNode match = object.withObjectProperty("spec").withObjectProperty("match");
        match.remove("excludedNamespaces");
        match.remove("namespaceSelector");
        match.putArray("namespaces").add(wanted.hostNamespace());
        return Optional.of(Additions.generic(object));
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
