package dev.sublet.bot.plan;

import dev.sublet.bot.resource.VirtualCluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The audit policy and the webhook of a virtual cluster's API server. Each has a token of its own, made from one key and its name by
 * HMAC-SHA256: the receiver needs no list of them, and one token opens no other's door. Immutable.
 *
 * @param receiver the address of the audit receiver, without a path
 * @param certificateAuthority of the receiver in PEM, or null for those that the API server trusts anyway
 * @param key at least 32 characters, known to operator and receiver
 */
public record AuditWiring(String receiver, @Nullable String certificateAuthority, String key) {
    /** The Secret's name in each host namespace. */
    public static final String SECRET = "sublet-audit";

    /** A key that is shorter could be guessed. */
    public static final int KEY_CHARACTERS_MIN = 32;

    /** Both halves are of one name: a source cannot speak of one virtual cluster and lie in the namespace of another. */
    private static final Pattern SOURCE =
            Pattern.compile(Resolver.PREFIX + "([a-z](?:[-a-z0-9]{0,46}[a-z0-9])?)\\.\\1");

    public AuditWiring {
        if (key.length() < KEY_CHARACTERS_MIN) {
            throw new IllegalArgumentException("the audit key has " + key.length() + " characters; at least "
                    + KEY_CHARACTERS_MIN + " are needed, such as 'openssl rand -hex 32' gives");
        }
    }

    /** The name of an audit source: a virtual cluster's host namespace and name. */
    public static String source(String hostNamespace, String name) {
        return hostNamespace + "." + name;
    }

    /** The virtual cluster's name, when the text is a source as {@link #source} writes them and nothing else. */
    public static Optional<String> virtualCluster(String source) {
        Matcher matcher = SOURCE.matcher(source);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The token that the source shows. */
    public String token(String source) {
        return token(key, source);
    }

    /** The token of a source, for who knows the key and is no operator: the receiver. */
    public static String token(String key, String source) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] digest = mac.doFinal((VirtualCluster.GROUP + "/audit/" + source).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** What the control plane mounts. */
    public Secret secret(Wanted wanted) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(SECRET)
                .withNamespace(wanted.hostNamespace())
                .withLabels(Labels.common(wanted))
                .endMetadata()
                .withType("Opaque")
                .addToData("policy.yaml", base64(policy()))
                .addToData("webhook.yaml", base64(webhook(source(wanted.hostNamespace(), wanted.name()))))
                .build();
    }

    /**
     * What is logged: every change by anybody, with the bodies of access reviews, which are the only trace of exec and logs in a vcluster;
     * never the bodies of Secrets and tokens; no health probes, leases and watches of controllers.
     */
    public static String policy() {
        return AuditPolicy.YAML;
    }

    /** A kubeconfig, which is the form in which an API server takes a webhook. */
    public String webhook(String source) {
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("server", receiver + "/audit/" + source);
        if (certificateAuthority != null) {
            cluster.put("certificate-authority-data", base64(certificateAuthority));
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("apiVersion", "v1");
        file.put("kind", "Config");
        file.put("clusters", List.of(Map.of("name", "sublet", "cluster", cluster)));
        file.put("users", List.of(Map.of("name", "sublet", "user", Map.of("token", token(source)))));
        file.put(
                "contexts",
                List.of(Map.of("name", "sublet", "context", Map.of("cluster", "sublet", "user", "sublet"))));
        file.put("current-context", "sublet");
        return Serialization.asYaml(file);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AuditWiring[receiver=" + receiver + ", key=***]";
    }
}
