package dev.sublet.bot.argocd;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.List;

/** ArgoCD's Applications. Stateless. */
final class Applications {
    private static final String CASCADE = "resources-finalizer.argocd.argoproj.io";
    private static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup("argoproj.io")
            .withVersion("v1alpha1")
            .withKind("Application")
            .withPlural("applications")
            .withNamespaced(true)
            .build();

    private Applications() {}

    /** Those that target a cluster; none where ArgoCD is not installed. */
    static List<GenericKubernetesResource> targeting(
            KubernetesClient client, String namespace, String name, String server) {
        try {
            return client.genericKubernetesResources(KIND).inNamespace(namespace).list().getItems().stream()
                    .filter(each -> targets(each, name, server))
                    .toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    /** By the cluster's name or its server, whichever its author wrote; an empty name is no name. */
    static boolean targets(GenericKubernetesResource application, String name, String server) {
        return (!name.isEmpty() && name.equals(application.get("spec", "destination", "name")))
                || server.equals(application.get("spec", "destination", "server"));
    }

    /** Whether ArgoCD first deletes what it made in the cluster, for which the cluster must answer. */
    static boolean cascades(GenericKubernetesResource application) {
        return application.getMetadata().getFinalizers().stream()
                .anyMatch(finalizer -> finalizer.equals(CASCADE) || finalizer.startsWith(CASCADE + "/"));
    }

    static void delete(KubernetesClient client, GenericKubernetesResource application) {
        if (application.getMetadata().getDeletionTimestamp() == null) {
            client.genericKubernetesResources(KIND)
                    .inNamespace(application.getMetadata().getNamespace())
                    .withName(application.getMetadata().getName())
                    .delete();
        }
    }

    /** Their names, for people. */
    static String names(List<GenericKubernetesResource> applications) {
        return String.join(
                ", ",
                applications.stream()
                        .map(each -> each.getMetadata().getName())
                        .limit(10)
                        .toList());
    }
}
