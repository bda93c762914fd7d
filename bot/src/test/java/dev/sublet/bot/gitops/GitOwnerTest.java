package dev.sublet.bot.gitops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.bot.resource.GitStatus;
import dev.sublet.bot.resource.VirtualCluster;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GitOwnerTest {
    @Test
    void argocd_is_known_by_its_tracking_id_of_this_very_object() {
        VirtualCluster own = with(Map.of(), Map.of(GitOwner.TRACKING_ID, "shop:sublet.dev/VirtualCluster:teams/web"));
        VirtualCluster copied = with(Map.of(), Map.of(GitOwner.TRACKING_ID, "shop:sublet.dev/VirtualCluster:teams/b"));

        assertEquals(Optional.of(new GitStatus("ArgoCD", "shop")), GitOwner.of(own));
        assertEquals(Optional.empty(), GitOwner.of(copied));
    }

    @Test
    void the_common_instance_label_counts_only_where_argocd_wrote_the_spec() {
        VirtualCluster plain = with(Map.of("app.kubernetes.io/instance", "shop"), Map.of());

        assertEquals(Optional.empty(), GitOwner.of(plain));
        plain.getMetadata().setManagedFields(List.of(writer("argocd-controller", "f:spec")));
        assertEquals(Optional.of(new GitStatus("ArgoCD", "shop")), GitOwner.of(plain));
    }

    @Test
    void flux_is_known_by_its_labels_and_names_what_to_edit() {
        VirtualCluster flux = with(
                Map.of("kustomize.toolkit.fluxcd.io/name", "apps", "kustomize.toolkit.fluxcd.io/namespace", "flux"),
                Map.of());

        assertEquals(Optional.of(new GitStatus("Flux", "kustomization/flux/apps")), GitOwner.of(flux));
    }

    @Test
    void a_field_manager_alone_counts_for_the_spec_and_not_for_annotations() {
        VirtualCluster resource = with(Map.of(), Map.of());
        resource.getMetadata().setManagedFields(List.of(writer("kustomize-controller", "f:metadata")));
        assertEquals(Optional.empty(), GitOwner.of(resource));

        resource.getMetadata().setManagedFields(List.of(writer("kustomize-controller", "f:spec")));
        assertEquals(Optional.of(new GitStatus("Flux", "unknown")), GitOwner.of(resource));
    }

    @Test
    void without_gits_marks_all_others_stay() {
        assertEquals(
                Map.of("team", "shop"),
                GitOwner.without(Map.of(
                        "team", "shop",
                        "app.kubernetes.io/instance", "x",
                        "argocd.argoproj.io/sync-wave", "1",
                        "helm.toolkit.fluxcd.io/name", "y")));
    }

    private static VirtualCluster with(Map<String, String> labels, Map<String, String> annotations) {
        VirtualCluster resource = new VirtualCluster();
        resource.getMetadata().setName("web");
        resource.getMetadata().setNamespace("teams");
        resource.getMetadata().setLabels(labels);
        resource.getMetadata().setAnnotations(annotations);
        return resource;
    }

    private static ManagedFieldsEntry writer(String manager, String field) {
        ManagedFieldsEntry entry = new ManagedFieldsEntry();
        entry.setManager(manager);
        FieldsV1 fields = new FieldsV1();
        fields.setAdditionalProperty(field, Map.of());
        entry.setFieldsV1(fields);
        return entry;
    }
}
