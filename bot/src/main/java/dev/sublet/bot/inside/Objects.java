package dev.sublet.bot.inside;

import dev.sublet.bot.work.Applier;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Objects of any kind, on one cluster, each with one request. Thread-safe.
 *
 * @param kinds may be kept longer than the client
 */
public record Objects(KubernetesClient client, Kinds kinds) {
    /** What a list returns at most: more of one kind is no add-on. */
    private static final long LIST_MAX = 1000;

    /** The kind of an object, or empty when the server does not serve it. */
    public Optional<Kind> kind(GenericKubernetesResource object) {
        return kinds.find(client, object.getApiVersion(), object.getKind());
    }

    /** What is there by the name of an object, or null. */
    public @Nullable GenericKubernetesResource get(Kind kind, GenericKubernetesResource object) {
        return at(kind, object).get();
    }

    /**
     * What has a label.
     *
     * @param namespace null for all
     * @param value null for any
     */
    public List<GenericKubernetesResource> list(
            Kind kind, @Nullable String namespace, String label, @Nullable String value) {
        FilterWatchListDeletable<GenericKubernetesResource, GenericKubernetesResourceList, ?> all = namespace == null
                ? client.genericKubernetesResources(kind.context()).inAnyNamespace()
                : client.genericKubernetesResources(kind.context()).inNamespace(namespace);
        ListOptions options = new ListOptionsBuilder()
                .withLimit(LIST_MAX)
                .withLabelSelector(value == null ? label : label + "=" + value)
                .build();
        return all.list(options).getItems();
    }

    /** Applies it on the server's side; fields of others are taken over. */
    public GenericKubernetesResource apply(Kind kind, GenericKubernetesResource object) {
        return at(kind, object).patch(context(false));
    }

    /** What the server would make of it. Nothing changes. */
    public GenericKubernetesResource dryRun(Kind kind, GenericKubernetesResource object) {
        return at(kind, object).patch(context(true));
    }

    /** Makes it; fails when it is there. */
    public void create(Kind kind, GenericKubernetesResource object) {
        at(kind, object).create();
    }

    /** Deletes it; nothing happens when it is not there. */
    public void delete(Kind kind, GenericKubernetesResource object) {
        at(kind, object).delete();
    }

    /** What the server would make of it by a merge, which replaces lists whole. Nothing changes. */
    public GenericKubernetesResource dryMerge(Kind kind, GenericKubernetesResource object, String patch) {
        PatchContext context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withDryRun(List.of("All"))
                .build();
        return at(kind, object).patch(context, patch);
    }

    /** Merges a patch into what is there. */
    public void merge(Kind kind, GenericKubernetesResource object, String patch) {
        at(kind, object).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private Resource<GenericKubernetesResource> at(Kind kind, GenericKubernetesResource object) {
        ObjectMeta metadata = object.getMetadata();
        return kind.namespaced() && metadata.getNamespace() != null
                ? client.genericKubernetesResources(kind.context())
                        .inNamespace(metadata.getNamespace())
                        .resource(object)
                : client.genericKubernetesResources(kind.context()).resource(object);
    }

    private static PatchContext context(boolean dryRun) {
        PatchContext.Builder context = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(Applier.MANAGER)
                .withForce(true);
        return dryRun ? context.withDryRun(List.of("All")).build() : context.build();
    }
}
