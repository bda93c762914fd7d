package dev.sublet.bot.removal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sublet.bot.action.Request;
import dev.sublet.bot.gitops.GitOwner;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.resource.ApprovalStatus;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to make a VirtualCluster again whose deletion is undone. Immutable.
 *
 * @param uid of the one that goes
 * @param firstCreated when its life began
 * @param request who wants it back
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
record Kept(
        String uid,
        String namespace,
        String name,
        String firstCreated,
        Map<String, String> labels,
        Map<String, String> annotations,
        VirtualClusterSpec spec,
        List<SnapshotStatus> snapshots,
        @Nullable ApprovalStatus approval,
        Request request) {
    Kept {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        snapshots = snapshots == null ? List.of() : List.copyOf(snapshots);
    }

    /** Of one that is going. What Git's tools would know it by is left out, so that none of them prunes it again. */
    static Kept of(VirtualCluster resource, Request request) {
        ObjectMeta meta = resource.getMetadata();
        Map<String, String> annotations = GitOwner.without(meta.getAnnotations());
        annotations.remove(Undo.ANNOTATION);
        annotations.remove(Request.ANNOTATION);
        return new Kept(
                meta.getUid(),
                meta.getNamespace(),
                meta.getName(),
                Resolver.createdAt(resource).toString(),
                GitOwner.without(meta.getLabels()),
                annotations,
                resource.getSpec(),
                resource.getStatus() == null ? List.of() : resource.getStatus().snapshots(),
                resource.getStatus() == null ? null : resource.getStatus().approval(),
                request);
    }

    /** As an annotation holds it; empty when it cannot be read. */
    static Optional<Kept> read(@Nullable String json) {
        try {
            return json == null ? Optional.empty() : Optional.of(Serialization.unmarshal(json, Kept.class));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    String json() {
        return Serialization.asJson(this);
    }

    /** The resource anew. */
    VirtualCluster again() {
        Map<String, String> all = new TreeMap<>(annotations);
        all.put(Resolver.FIRST_CREATED, firstCreated);
        all.put(Request.ANNOTATION, request.json());
        VirtualCluster again = new VirtualCluster();
        again.getMetadata().setNamespace(namespace);
        again.getMetadata().setName(name);
        again.getMetadata().setLabels(labels);
        again.getMetadata().setAnnotations(all);
        again.setSpec(spec);
        return again;
    }
}
