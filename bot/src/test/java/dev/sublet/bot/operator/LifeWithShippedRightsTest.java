package dev.sublet.bot.operator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.MovableClock;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.plan.AuditWiring;
import dev.sublet.bot.plan.HostNamespace;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.work.OperatorSettings;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator with a token of its ServiceAccount and exactly the shipped roles, on a real API server. Each refusal is the server's 403,
 * not a check of ours.
 */
class LifeWithShippedRightsTest {
    private static final String BLUEPRINT = "undo: 1m\ndrift: {every: 1m}";

    @TempDir
    Path folder = Path.of("");

    private final MovableClock clock = new MovableClock();
    private RealHost host;

    @BeforeEach
    void settle() throws IOException {
        host = new RealHost(folder).withShippedRights().settings(LifeWithShippedRightsTest::withAudit);
        host.clock(clock);
        host.start(BLUEPRINT);
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

        Neighbours neighbours = new Neighbours(host);
        neighbours.cannotTouchEachOther();
        neighbours.giveTheirPeopleNothingOnTheHost(BLUEPRINT);
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

    private void theOperatorHasNothingElsewhere() {
        String elsewhere = host.namespace() + "-foreign";
        Namespace foreign = host.client().resource(namespace(elsewhere)).create();
        KubernetesClient operator = host.own();
        assertDoesNotThrow(
                () -> operator.secrets().inNamespace(host.hostNamespace("b")).list());
        Neighbours.assertForbidden(
                () -> operator.secrets().inNamespace(elsewhere).list());
        Neighbours.assertForbidden(
                () -> operator.secrets().inNamespace(host.namespace()).list());
        Neighbours.assertForbidden(() -> operator.secrets().inAnyNamespace().list());
        Neighbours.assertForbidden(() -> operator.pods().inNamespace(elsewhere).list());
        Neighbours.assertForbidden(
                () -> operator.resource(Neighbours.configMap(elsewhere)).create());
        Neighbours.assertForbidden(
                () -> operator.namespaces().withName(elsewhere).delete());
        Neighbours.assertForbidden(() -> operator.namespaces()
                .withName(elsewhere)
                .edit(namespace -> new NamespaceBuilder(namespace)
                        .editMetadata()
                        .addToLabels("app.kubernetes.io/managed-by", "sublet")
                        .endMetadata()
                        .build()));
        // It may bind its one role, and no other.
        Neighbours.assertForbidden(
                () -> operator.resource(Neighbours.binding(elsewhere)).create());
        Neighbours.assertForbidden(() ->
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
        Neighbours.assertForbidden(() -> operator.resource(lease("other")).update());
        Neighbours.assertForbidden(
                () -> operator.leases().inNamespace(host.namespace()).list());
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

    private static Namespace namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }
}
