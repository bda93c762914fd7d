package dev.sublet.bot.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.bot.inside.Kind;
import dev.sublet.bot.inside.Objects;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is there with what a dry-run apply would make of it, so that the server's own defaults count as equal. One request reads
 * all of a kind; an object is compared again only when it has another resourceVersion than when it was last found good. Nothing changes on
 * the server. Not thread-safe.
 */
final class Comparison {
    private static final int NOT_FOUND = 404;
    private static final int REFUSED_LEAST = 400;
    private static final int FAILED_LEAST = 500;
    private static final int FORBIDDEN = 403;

    private final Objects cluster;
    private final Clean clean;
    private final String scope;
    private final @Nullable String label;

    /**
     * On one cluster.
     *
     * @param scope of what is remembered as good: one for each virtual cluster
     * @param label that expected objects have, or null when they have none in common
     */
    Comparison(Objects cluster, Clean clean, String scope, @Nullable String label) {
        this.cluster = cluster;
        this.clean = clean;
        this.scope = scope;
        this.label = label;
    }

    List<Found> compare(List<Expected> expected) {
        Map<String, GenericKubernetesResource> live = live(expected);
        List<Found> found = new ArrayList<>();
        for (Expected each : expected) {
            compare(each, live.get(each.key())).ifPresent(found::add);
        }
        return found;
    }

    private Map<String, GenericKubernetesResource> live(List<Expected> expected) {
        Map<String, GenericKubernetesResource> live = new HashMap<>();
        Map<String, List<Expected>> byKind = new LinkedHashMap<>();
        expected.forEach(each -> byKind.computeIfAbsent(
                        each.kind() + "/" + each.object().getMetadata().getNamespace(), kind -> new ArrayList<>())
                .add(each));
        byKind.values().forEach(same -> {
            Kind kind = same.get(0).kind();
            if (same.size() > 1 && label != null) {
                String namespace = same.get(0).object().getMetadata().getNamespace();
                cluster.list(kind, namespace, label, null)
                        .forEach(object -> live.put(new Expected(kind, object, Expected.Way.APPLIED).key(), object));
            }
            // One alone, or one whose label is gone.
            same.stream().filter(each -> !live.containsKey(each.key())).forEach(each -> {
                GenericKubernetesResource there = cluster.get(kind, each.object());
                if (there != null) {
                    live.put(each.key(), there);
                }
            });
        });
        return live;
    }

    private Optional<Found> compare(Expected expected, @Nullable GenericKubernetesResource live) {
        if (live == null) {
            return Optional.of(new Found(expected, Found.MISSING, null));
        }
        String state = live.getMetadata().getUid() + "/" + live.getMetadata().getResourceVersion() + "/"
                + expected.object().hashCode();
        String key = scope + "/" + expected.key();
        if (clean.has(key, state)) {
            return Optional.empty();
        }
        ObjectNode there = Differences.tree(live);
        boolean values = !expected.kind().kind().equals("Secret");
        boolean released = expected.way() == Expected.Way.RELEASED;
        String patch = released ? Differences.tree(expected.object()).toString() : surplus(expected, there);
        Optional<String> what = dryRun(expected, patch, there, values);
        if (what.isEmpty() && (released || patch == null)) {
            clean.put(key, state);
            return Optional.empty();
        }
        return Optional.of(new Found(expected, what.orElse("the spec has more than it should: " + patch), patch));
    }

    /** Applying leaves alone what others added; a merge takes it away. */
    private static @Nullable String surplus(Expected expected, ObjectNode there) {
        if (expected.way() != Expected.Way.OWN) {
            return null;
        }
        JsonNode wanted = Differences.tree(expected.object()).path("spec");
        ObjectNode surplus = Differences.surplus(wanted, there.path("spec"));
        return surplus.isEmpty() ? null : "{\"spec\":" + surplus + "}";
    }

    private Optional<String> dryRun(Expected expected, @Nullable String patch, ObjectNode there, boolean values) {
        try {
            GenericKubernetesResource made = expected.way() == Expected.Way.RELEASED && patch != null
                    ? cluster.dryMerge(expected.kind(), expected.object(), patch)
                    : cluster.dryRun(expected.kind(), expected.object());
            return Differences.first(Differences.tree(made), there, values);
        } catch (KubernetesClientException e) {
            if (e.getCode() == FORBIDDEN || e.getCode() < REFUSED_LEAST || e.getCode() >= FAILED_LEAST) {
                throw e;
            }
            return Optional.of(e.getCode() == NOT_FOUND ? Found.MISSING : "cannot become what it should: " + line(e));
        }
    }

    private static String line(KubernetesClientException e) {
        String text = e.getStatus() == null || e.getStatus().getMessage() == null
                ? String.valueOf(e.getMessage())
                : e.getStatus().getMessage();
        return text.lines().findFirst().orElse("refused");
    }
}
