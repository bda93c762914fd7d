package dev.sublet.bot.argocd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.bot.plan.Exposed;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.ArgoCdSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Secret by which ArgoCD knows a virtual cluster. It is called like the host namespace, which no other has. Stateless. */
final class ClusterSecret {
    static final String TYPE = "argocd.argoproj.io/secret-type";
    static final String SKIP = "argocd.argoproj.io/skip-reconcile";
    static final String RENEW = "sublet.dev/renew-token-after";
    /** Long enough for an operator that is away over a weekend. */
    static final Duration TOKEN_LIFE = Duration.ofDays(7);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LABEL_KEY =
            Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

    private ClusterSecret() {}

    /**
     * As it should be.
     *
     * @param ca the certificate authority of the virtual cluster, PEM in base64
     * @param renewAfter when half of the token's life is over
     * @throws RefusedException when a label cannot be one, or is not for the spec to set
     */
    static Secret of(Wanted wanted, ArgoCdSpec spec, String namespace, String ca, String token, Instant renewAfter) {
        Map<String, String> labels = new TreeMap<>(checked(spec.labels()));
        labels.putAll(Labels.common(wanted));
        labels.put(TYPE, "cluster");
        SecretBuilder secret = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(wanted.hostNamespace())
                .withLabels(labels)
                .addToAnnotations(RENEW, renewAfter.toString())
                .endMetadata()
                .withType("Opaque")
                .addToData("name", base64(wanted.name()))
                .addToData("server", base64(Exposed.inside(wanted)))
                .addToData(
                        "config",
                        base64(Serialization.asJson(Map.of(
                                "bearerToken", token, "tlsClientConfig", Map.of("insecure", false, "caData", ca)))));
        String project = spec.project();
        return project == null
                ? secret.build()
                : secret.addToData("project", base64(project)).build();
    }

    private static Map<String, String> checked(Map<String, String> labels) {
        labels.forEach((key, value) -> {
            if (!LABEL_KEY.matcher(key).matches() || !LABEL_VALUE.matcher(value).matches()) {
                throw new RefusedException("argocd.labels: \"" + key + "\" = \"" + value
                        + "\" cannot be a label; use letters, digits, '-', '_' and '.', at most 63 of them");
            }
            if (key.startsWith("argocd.argoproj.io/")
                    || key.startsWith("sublet.dev/")
                    || key.equals(Labels.MANAGED_BY)) {
                throw new RefusedException(
                        "argocd.labels: \"" + key + "\" is the operator's own; choose a key of yours");
            }
        });
        return labels;
    }

    /**
     * The token of a Secret, while it will do: half of its life is not over, and the certificate authority is the same. After a
     * rotation old tokens may be worth nothing.
     */
    static @Nullable String usableToken(@Nullable Secret there, String ca, Instant now) {
        if (there == null || !now.isBefore(renewAfter(there))) {
            return null;
        }
        try {
            String text = there.getData() == null ? "" : there.getData().getOrDefault("config", "");
            JsonNode config = JSON.readTree(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
            String token = config.path("bearerToken").asText();
            return token.isEmpty()
                            || !ca.equals(config.path("tlsClientConfig")
                                    .path("caData")
                                    .asText())
                    ? null
                    : token;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return null;
        }
    }

    static Instant renewAfter(Secret secret) {
        Map<String, String> annotations = secret.getMetadata().getAnnotations();
        String text = annotations == null ? null : annotations.get(RENEW);
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
