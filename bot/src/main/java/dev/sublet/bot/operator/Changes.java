package dev.sublet.bot.operator;

import dev.sublet.bot.resource.DecisionStatus;
import dev.sublet.bot.resource.VirtualCluster;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of a VirtualCluster need a look: all but those of its status, which are the operator's own but for decisions
 * of approvers. Stateless.
 */
final class Changes {
    private Changes() {}

    /** Annotations count: undo, requests and wake-ups come by them, and do not change the generation. */
    static boolean matter(VirtualCluster now, VirtualCluster before) {
        ObjectMeta newer = now.getMetadata();
        ObjectMeta older = before.getMetadata();
        return !Objects.equals(newer.getUid(), older.getUid())
                || !Objects.equals(newer.getGeneration(), older.getGeneration())
                || !Objects.equals(newer.getDeletionTimestamp(), older.getDeletionTimestamp())
                || !Objects.equals(newer.getAnnotations(), older.getAnnotations())
                || !Objects.equals(newer.getLabels(), older.getLabels())
                || !Objects.equals(newer.getFinalizers(), older.getFinalizers())
                || !Objects.equals(decision(now), decision(before));
    }

    private static @Nullable DecisionStatus decision(VirtualCluster resource) {
        return resource.getStatus() == null ? null : resource.getStatus().decision();
    }
}
