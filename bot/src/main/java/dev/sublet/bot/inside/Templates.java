package dev.sublet.bot.inside;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gatekeeper's ConstraintTemplates: each becomes a kind, a moment after it is there, by Gatekeeper's own work. Stateless. */
final class Templates {
    static final String GROUP = "templates.gatekeeper.sh";
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration HOPE = Duration.ofMinutes(2);

    private Templates() {}

    static boolean are(String apiVersion, String kind) {
        return kind.equals("ConstraintTemplate") && apiVersion.startsWith(GROUP + "/");
    }

    /** The kind that a template makes, or an empty text. */
    static String kind(JsonNode template) {
        return template.path("spec")
                .path("crd")
                .path("spec")
                .path("names")
                .path("kind")
                .asText();
    }

    /**
     * When to look for a kind again.
     *
     * @param coming whether a template that is there makes it
     * @param since since when it is missed, or null when it was not until now
     */
    static Duration again(boolean coming, @Nullable Instant since, Instant now) {
        return coming && (since == null || now.isBefore(since.plus(HOPE))) ? SOON : LATER;
    }
}
