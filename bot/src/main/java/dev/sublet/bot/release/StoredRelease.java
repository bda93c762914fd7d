package dev.sublet.bot.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/**
 * A revision as Helm 3 keeps it: in a Secret {@code sh.helm.release.v1.NAME.vN} whose value is JSON, gzipped and base64. Immutable, but
 * for the node, which nobody may change.
 *
 * @param secret the Secret's name
 * @param status Helm's word: deployed, failed, superseded, uninstalling, or pending and what
 * @param defaults the chart's own values
 * @param config the values that were given
 * @param manifest what it made, as YAML documents
 */
public record StoredRelease(
        String secret,
        int revision,
        String status,
        String chartName,
        String chartVersion,
        ObjectNode defaults,
        ObjectNode config,
        String manifest) {
    /** What Helm calls a release's Secret. */
    public static final String TYPE = "helm.sh/release.v1";

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A release's Secret is at most 1 MiB, so more than this is not one. */
    private static final int BYTES_MAX = 64 << 20;

    /**
     * Reads a Secret of Helm's.
     *
     * @throws ReleaseException when it holds no release
     */
    public static StoredRelease of(Secret secret) {
        String name = secret.getMetadata().getName();
        try {
            byte[] outer = Base64.getDecoder().decode(secret.getData().get("release"));
            byte[] inner = Base64.getMimeDecoder().decode(outer);
            try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(inner))) {
                JsonNode release = JSON.readTree(unzipped.readNBytes(BYTES_MAX));
                JsonNode chart = release.path("chart").path("metadata");
                return new StoredRelease(
                        name,
                        release.path("version").asInt(),
                        release.path("info").path("status").asText(),
                        chart.path("name").asText(),
                        chart.path("version").asText(),
                        release.path("chart").get("values") instanceof ObjectNode defaults
                                ? defaults
                                : JsonNodeFactory.instance.objectNode(),
                        release.get("config") instanceof ObjectNode config
                                ? config
                                : JsonNodeFactory.instance.objectNode(),
                        release.path("manifest").asText());
            }
        } catch (IOException | RuntimeException e) {
            throw new ReleaseException(
                    "Secret " + secret.getMetadata().getNamespace() + "/" + name
                            + " holds no Helm release; look at it with" + " 'helm history'",
                    e);
        }
    }

    /** The same with the chart's defaults in its values, for what only the chart says. */
    public StoredRelease effective() {
        return new StoredRelease(
                secret,
                revision,
                status,
                chartName,
                chartVersion,
                defaults,
                EffectiveValues.merged(defaults, config),
                manifest);
    }

    /** Whether a process was in the middle of it. */
    public boolean isPending() {
        return status.startsWith("pending") || status.equals("uninstalling");
    }

    public boolean isDeployed() {
        return status.equals("deployed");
    }
}
