package dev.sublet.bot.operator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.access.Access;
import dev.sublet.bot.access.AccessRole;
import dev.sublet.bot.access.Grant;
import dev.sublet.bot.host.OperatorRights;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.VirtualCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Two virtual clusters of one host, a and b, that are ready: what each may not do is the server's answer, not a check of ours. */
record Neighbours(RealHost host) {
    void cannotTouchEachOther() {
        String own = host.hostNamespace("a");
        String other = host.hostNamespace("b");
        try (KubernetesClient a = OperatorRights.as(host.client(), own, "vc-" + host.name("a"))) {
            assertDoesNotThrow(() -> a.secrets().inNamespace(own).list());
            assertForbidden(() -> a.secrets().inNamespace(other).list());
            assertForbidden(() -> a.pods().inNamespace(other).list());
            assertForbidden(() ->
                    a.services().inNamespace(other).withName(host.name("b")).delete());
            assertForbidden(() -> a.resource(configMap(other)).create());
            assertForbidden(() -> a.secrets().inAnyNamespace().list());
            // Nor may it loosen its own bounds.
            assertForbidden(() -> a.resourceQuotas().inNamespace(own).delete());
            assertForbidden(() -> a.network()
                    .networkPolicies()
                    .inNamespace(own)
                    .withName("sublet-closed")
                    .delete());
            assertForbidden(() -> a.resource(binding(own)).create());
        }
    }

    /** An administrator of a virtual cluster is nobody on the host; and tenants' pods may do nothing there at all. */
    void giveTheirPeopleNothingOnTheHost(String blueprint) throws IOException {
        VirtualCluster there = host.get("a");
        assertNotNull(there);
        Wanted wanted = new Resolver(host.blueprints(blueprint)).resolve(there, null);
        Grant grant = new Access(host.own(), host.host().vclusters(), null)
                .grant(wanted, "ann@example.com", AccessRole.ADMIN, Duration.ofMinutes(10));
        Config person = new ConfigBuilder(Config.empty())
                .withMasterUrl(host.client().getConfiguration().getMasterUrl())
                .withCaCertData(host.client().getConfiguration().getCaCertData())
                .withCaCertFile(host.client().getConfiguration().getCaCertFile())
                .withOauthToken(Config.fromKubeconfig(grant.kubeconfig()).getOauthToken())
                .build();
        try (KubernetesClient ann =
                new KubernetesClientBuilder().withConfig(person).build()) {
            for (String namespace : List.of(host.hostNamespace("a"), host.hostNamespace("b"))) {
                KubernetesClientException refused = assertThrows(
                        KubernetesClientException.class,
                        () -> ann.pods().inNamespace(namespace).list());
                // Nobody there: its token is not known, or counts as none.
                assertTrue(
                        refused.getCode() == 401
                                || String.valueOf(refused.getMessage()).contains("system:anonymous"),
                        refused.getMessage());
            }
        }
        String own = host.hostNamespace("a");
        try (KubernetesClient pod = OperatorRights.as(host.client(), own, "vc-workload-" + host.name("a"))) {
            assertForbidden(() -> pod.pods().inNamespace(own).list());
            assertForbidden(() -> pod.secrets().inNamespace(own).list());
            assertForbidden(
                    () -> pod.secrets().inNamespace(host.hostNamespace("b")).list());
        }
    }

    static void assertForbidden(Executable request) {
        assertEquals(403, assertThrows(KubernetesClientException.class, request).getCode());
    }

    static ConfigMap configMap(String namespace) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("probe")
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    static RoleBinding binding(String namespace) {
        return new RoleBindingBuilder()
                .withNewMetadata()
                .withName("probe")
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                .addNewSubject()
                .withKind("ServiceAccount")
                .withNamespace(namespace)
                .withName("default")
                .endSubject()
                .build();
    }
}
