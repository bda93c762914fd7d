package dev.sublet.bot.desk;

import dev.sublet.bot.action.Request;
import dev.sublet.bot.gitops.GitOwner;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.GitStatus;
import dev.sublet.bot.resource.OverrideSpec;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterOverride;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a request and who asked in one patch; what Git owns is overridden for a while or left alone. Thread-safe. */
final class Patching {
    private static final Set<String> OVERRIDABLE = Set.of("paused", "timeToLive", "size");
    private static final int CONFLICT = 409;
    private static final int FORBIDDEN = 403;
    private static final int INVALID = 422;

    private final KubernetesClient client;
    private final String namespace;
    private final Clock clock;

    Patching(KubernetesClient client, String namespace, Clock clock) {
        this.client = client;
        this.namespace = namespace;
        this.clock = clock;
    }

    /** An annotation whose text is empty is taken away. */
    void patch(
            VirtualCluster there,
            String verb,
            Asker asker,
            @Nullable String reason,
            Map<String, Object> spec,
            Map<String, String> annotations) {
        if (there.getMetadata().getDeletionTimestamp() != null) {
            throw new RefusedException(there.getMetadata().getName()
                    + " is being deleted; 'sublet vcluster undo' brings it back while that is possible");
        }
        Optional<GitStatus> git = GitOwner.of(there);
        if (git.isPresent() && !spec.isEmpty()) {
            override(there, git.get(), asker, reason, spec);
            return;
        }
        Map<String, Object> marks = new HashMap<>(annotations);
        marks.put(Request.ANNOTATION, request(verb, asker, reason));
        annotations.forEach((key, value) -> marks.put(key, value.isEmpty() ? null : value));
        Map<String, Object> metadata = new HashMap<>();
        // The server refuses the patch should the name belong to another one by now.
        metadata.put("uid", there.getMetadata().getUid());
        metadata.put("annotations", marks);
        Map<String, Object> patch = new HashMap<>();
        patch.put("metadata", metadata);
        if (!spec.isEmpty()) {
            patch.put("spec", spec);
        }
        try {
            client.resources(VirtualCluster.class)
                    .inNamespace(namespace)
                    .withName(there.getMetadata().getName())
                    .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
        } catch (KubernetesClientException e) {
            throw refusal(e, verb, there.getMetadata().getName());
        }
    }

    /** Git would take a change of the spec back. What may pass is written beside it, and ends by itself. */
    private void override(
            VirtualCluster there, GitStatus git, Asker asker, @Nullable String reason, Map<String, Object> spec) {
        String name = there.getMetadata().getName();
        if (!OVERRIDABLE.containsAll(spec.keySet())) {
            throw new RefusedException(git.tool() + " owns " + name + ": edit spec."
                    + String.join(", spec.", spec.keySet()) + " where " + git.object() + " has it");
        }
        VirtualClusterOverride passing = new VirtualClusterOverride();
        passing.getMetadata()
                .setName(name + "-" + String.join("-", spec.keySet()).toLowerCase(Locale.ROOT));
        passing.getMetadata().setNamespace(namespace);
        passing.setSpec(new OverrideSpec(
                name,
                clock.instant()
                        .plus(Desk.PASSING)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                (Boolean) spec.get("paused"),
                (String) spec.get("timeToLive"),
                (String) spec.get("size"),
                asker.person(),
                reason));
        try {
            client.resource(passing).serverSideApply();
        } catch (KubernetesClientException e) {
            throw refusal(e, "override", name);
        }
    }

    static RuntimeException refusal(KubernetesClientException e, String verb, String name) {
        String said = e.getStatus() == null
                ? String.valueOf(e.getMessage())
                : e.getStatus().getMessage();
        return switch (e.getCode()) {
            case CONFLICT ->
                new RefusedException(
                        "create".equals(verb)
                                ? "there is a virtual cluster \"" + name + "\" already; choose another name"
                                : name + " changed in between; look at it and ask again");
            case FORBIDDEN, INVALID ->
                new RefusedException("the API server refuses to " + verb + " " + name + ": " + said);
            default -> e;
        };
    }

    static String request(String verb, Asker asker, @Nullable String reason) {
        return new Request(asker.requestId(), verb, asker.person(), asker.approvedBy(), asker.via(), reason).json();
    }
}
