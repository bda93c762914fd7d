package dev.sublet.bot.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * What a virtual cluster runs. Immutable.
 *
 * @param chart of the release, such as {@code 0.37.0}
 * @param kubernetes inside, such as {@code 1.36.0} or {@code 1.36}; empty when the chart chose it
 * @param distro of its control plane
 */
public record Versions(String chart, String kubernetes, Distro distro) {
    /** What the control plane is made of. */
    public enum Distro {
        K8S,
        K3S,
        K0S,
        EKS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As a release says; values that say nothing mean the default distro. */
    public static Versions of(String chart, JsonNode values) {
        JsonNode distros = values.path("controlPlane").path("distro");
        for (Distro distro : Distro.values()) {
            JsonNode own = distros.path(distro.word());
            if (own.path("enabled").asBoolean()) {
                String version = own.path("version").asText();
                return new Versions(
                        chart,
                        (version.isEmpty() ? own.path("image").path("tag").asText() : version).replaceFirst("^v", ""),
                        distro);
            }
        }
        return new Versions(chart, "", Distro.K8S);
    }

    /** Whether another chart version is not older than this one. */
    public boolean mayBecome(String otherChart) {
        return Version.parse(chart)
                .flatMap(own -> Version.parse(otherChart).map(other -> own.compareTo(other) <= 0))
                .orElse(true);
    }
}
