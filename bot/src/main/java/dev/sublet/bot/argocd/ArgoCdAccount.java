package dev.sublet.bot.argocd;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** ArgoCD's own ServiceAccount inside a virtual cluster. Deleting it ends all of its tokens. Stateless. */
final class ArgoCdAccount {
    static final String NAME = "sublet-argocd";
    static final String NAMESPACE = "kube-system";

    private ArgoCdAccount() {}

    /**
     * A new token, with account and rights made first where they are missing.
     *
     * @param inside a client of the virtual cluster's administrator
     */
    static Token token(KubernetesClient inside) {
        inside.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(NAME)
                        .endMetadata()
                        .build())
                .forceConflicts()
                .serverSideApply();
        inside.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject()
                        .withKind("ServiceAccount")
                        .withNamespace(NAMESPACE)
                        .withName(NAME)
                        .endSubject()
                        .build())
                .forceConflicts()
                .serverSideApply();
        TokenRequest answer = inside.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(ClusterSecret.TOKEN_LIFE.toSeconds())
                        .endSpec()
                        .build());
        return new Token(
                answer.getStatus().getToken(), Instant.parse(answer.getStatus().getExpirationTimestamp()));
    }

    /** Takes the account and its tokens away. */
    static void remove(KubernetesClient inside) {
        inside.serviceAccounts().inNamespace(NAMESPACE).withName(NAME).delete();
        inside.rbac().clusterRoleBindings().withName(NAME).delete();
    }

    /** A token and when the server says that it ends, which can be earlier than asked. Immutable. */
    record Token(String text, Instant ends) {
        /** When half of what is left of it will be over. */
        Instant renewAfter(Instant now) {
            return now.plus(Duration.between(now, ends).dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Token[ends=" + ends + "]";
        }
    }
}
