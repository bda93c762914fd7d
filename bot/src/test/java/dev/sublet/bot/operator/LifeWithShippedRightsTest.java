package dev.sublet.bot.operator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.access.Access;
import dev.sublet.bot.access.AccessRole;
import dev.sublet.bot.access.Grant;
import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.MovableClock;
import dev.sublet.bot.host.OperatorRights;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.plan.AuditWiring;
import dev.sublet.bot.plan.HostNamespace;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.work.OperatorSettings;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator with a token of its ServiceAccount and exactly the shipped roles, on a real API server. Each refusal is the server's 403,
 * not a check of ours.
 */
class LifeWithShippedRightsTest {
    @TempDir
    Path folder = Path.of("");

    private final MovableClock clock = new MovableClock();
    private RealHost host;

    @BeforeEach
    void settle() throws IOException {
        host = new RealHost(folder).withShippedRights().settings(LifeWithShippedRightsTest::withAudit);
        host.clock(clock);
        host.start("undo: 1m\ndrift: {every: 1m}");
    }

    private static OperatorSettings withAudit(OperatorSettings usual) {
        return new OperatorSettings(
                usual.namespace(),
                usual.account(),
                usual.labels(),
                new AuditWiring("https://sublet.example", null, "0123456789abcdef0123456789abcdef"),
                usual.argocdNamespace(),
                usual.watched(),
                usual.parallel(),
                usual.patience());
    }

    @AfterEach
    void end() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void the_shipped_rights_suffice_for_a_life_that_leaves_nothing_and_keep_neighbours_apart() throws IOException {
        host.create("a", "chartVersion: 0.36.2\nkubernetesVersion: \"1.36\"");
        host.create("b", "");
        host.await("a", Phase.Ready);
        host.await("b", Phase.Ready);

        neighboursCannotTouchEachOther();
        aPersonOfOneHasNothingOnTheHost();
        theOperatorHasNothingElsewhere();
        theOperatorHasItsLeaseAndNoOther();

        driftIsPutRight();
        host.patch("a", "{\"spec\": {\"paused\": true}}");
        host.await("a", Phase.Paused);
        host.patch("a", "{\"spec\": {\"paused\": false}}");
        host.await("a", Phase.Ready);
        host.patch(
                "a",
                "{\"metadata\":{\"annotations\":{\"sublet.dev/without-snapshot\":\"true\"}},"
                        + "\"spec\":{\"chartVersion\":\"0.37.0\"}}");
        Eventually.isTrue(RealHost.LIMIT, () -> "not upgraded: " + host.get("a"), () -> {
            VirtualCluster there = host.get("a");
            return there != null
                    && there.getStatus().phase() == Phase.Ready
                    && "0.37.0".equals(there.getStatus().chartVersion());
        });
        clock.forward(Duration.ofMinutes(10));
        host.delete("a");
        host.delete("b");
        host.awaitGone("a");
        host.awaitGone("b");
        assertNull(host.client().namespaces().withName(host.hostNamespace("a")).get());
        assertEquals(List.of(), host.leaks());
    }

    private void driftIsPutRight() {
        host.client().limitRanges().inNamespace(host.hostNamespace("a")).delete();
        clock.forward(Duration.ofMinutes(2));
        host.patch("a", "{\"metadata\":{\"annotations\":{\"look\":\"now\"}}}");
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "not put right: " + host.get("a"),
                () -> host.client()
                                .limitRanges()
                                .inNamespace(host.hostNamespace("a"))
                                .withName("sublet")
                                .get()
                        != null);
        host.await("a", Phase.Ready);
    }

    /** An administrator of a virtual cluster is nobody on the host; and tenants' pods may do nothing there at all. */
    private void aPersonOfOneHasNothingOnTheHost() throws IOException {
        VirtualCluster there = host.get("a");
        assertNotNull(there);
        Wanted wanted = new Resolver(host.blueprints("undo: 1m\ndrift: {every: 1m}")).resolve(there, null);
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
                assertEquals(401, refused.getCode(), refused.getMessage());
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

    private void neighboursCannotTouchEachOther() {
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

    private void theOperatorHasNothingElsewhere() {
        String elsewhere = host.namespace() + "-foreign";
        Namespace foreign = host.client().resource(namespace(elsewhere)).create();
        KubernetesClient operator = host.own();
        assertDoesNotThrow(
                () -> operator.secrets().inNamespace(host.hostNamespace("b")).list());
        assertForbidden(() -> operator.secrets().inNamespace(elsewhere).list());
        assertForbidden(() -> operator.secrets().inNamespace(host.namespace()).list());
        assertForbidden(() -> operator.secrets().inAnyNamespace().list());
        assertForbidden(() -> operator.pods().inNamespace(elsewhere).list());
        assertForbidden(() -> operator.resource(configMap(elsewhere)).create());
        assertForbidden(() -> operator.namespaces().withName(elsewhere).delete());
        assertForbidden(() -> operator.namespaces()
                .withName(elsewhere)
                .edit(namespace -> new NamespaceBuilder(namespace)
                        .editMetadata()
                        .addToLabels("app.kubernetes.io/managed-by", "sublet")
                        .endMetadata()
                        .build()));
        // It may bind its one role, and no other.
        assertForbidden(() -> operator.resource(binding(elsewhere)).create());
        assertForbidden(() ->
                operator.rbac().clusterRoles().withName(HostNamespace.ROLE).delete());
        assertEquals(
                foreign.getMetadata().getResourceVersion(),
                host.client()
                        .namespaces()
                        .withName(elsewhere)
                        .get()
                        .getMetadata()
                        .getResourceVersion());
    }

    private void theOperatorHasItsLeaseAndNoOther() {
        KubernetesClient operator = host.own();
        assertDoesNotThrow(() -> operator.resource(lease("sublet-operator")).create());
        assertDoesNotThrow(() -> operator.resource(lease("sublet-operator")).update());
        operator.resource(lease("other")).create();
        assertForbidden(() -> operator.resource(lease("other")).update());
        assertForbidden(() -> operator.leases().inNamespace(host.namespace()).list());
    }

    private Lease lease(String name) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(host.namespace())
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("probe")
                .endSpec()
                .build();
    }

    @Test
    void a_foreign_namespace_is_refused_and_stays_as_it_was() {
        Namespace foreign =
                host.client().resource(namespace(host.hostNamespace("taken"))).create();
        host.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("theirs")
                        .withNamespace(host.hostNamespace("taken"))
                        .endMetadata()
                        .build())
                .create();
        host.create("taken", "");

        VirtualCluster refused = host.await("taken", Phase.Blocked);

        assertTrue(
                refused.getStatus().message().contains("is there already and is not of"),
                refused.getStatus().message());
        Namespace after =
                host.client().namespaces().withName(host.hostNamespace("taken")).get();
        assertEquals(foreign.getMetadata().getLabels(), after.getMetadata().getLabels());
        assertEquals(foreign.getMetadata().getAnnotations(), after.getMetadata().getAnnotations());
        assertTrue(host.client()
                .rbac()
                .roleBindings()
                .inNamespace(host.hostNamespace("taken"))
                .list()
                .getItems()
                .isEmpty());
        host.delete("taken");
        host.awaitGone("taken");
        assertNull(after.getMetadata().getDeletionTimestamp());
        assertTrue(host.client()
                        .secrets()
                        .inNamespace(host.hostNamespace("taken"))
                        .withName("theirs")
                        .get()
                != null);
    }

    private static void assertForbidden(Executable request) {
        assertEquals(403, assertThrows(KubernetesClientException.class, request).getCode());
    }

    private static Namespace namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }

    private static io.fabric8.kubernetes.api.model.ConfigMap configMap(String namespace) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("probe")
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    private static io.fabric8.kubernetes.api.model.rbac.RoleBinding binding(String namespace) {
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
