package dev.sublet.bot.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.plan.ChartValues;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.release.ReleaseOrder;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases made past the operator by the real Helm, adopted by an operator with the shipped rights, on a real API server. */
class AdoptOnARealServerTest {
    private static final Asker ANN = new Asker("ann@example.com", null, "cli", "adopt-1");
    private static final Owner OWNER = new Owner("shop", "cc-1", "ann@example.com");

    @TempDir
    Path folder = Path.of("");

    private RealHost host;
    private RealHost maker;
    private Blueprints blueprints;
    private Desk desk;

    @BeforeEach
    void settle() throws IOException {
        maker = new RealHost(folder);
        host = new RealHost(folder).withShippedRights();
        blueprints = host.blueprints("");
        desk = new Desk(host.client(), host.namespace(), Clock.systemUTC());
    }

    @AfterEach
    void end() {
        if (host != null) {
            host.close();
        }
        if (maker != null) {
            maker.close();
        }
    }

    /** As somebody would with Helm: the values that the blueprint would give, without what says that it did, or others. */
    private void install(String name, boolean sameValues) {
        VirtualCluster like = new VirtualCluster();
        like.getMetadata().setNamespace("x");
        like.getMetadata().setName(name);
        like.setSpec(new VirtualClusterSpec(
                OWNER, "standard", null, "1.36", "0.37.0", null, null, false, false, null, null));
        Wanted wanted = new Resolver(blueprints).resolve(like, null);
        ObjectNode values = ChartValues.of(wanted, false, null, null);
        ((ObjectNode) values.at("/controlPlane/advanced/globalMetadata")).remove("annotations");
        if (!sameValues) {
            ((ObjectNode) values.at("/controlPlane/statefulSet")).remove("resources");
            values.putObject("sync").putObject("toHost").put("ingresses", true);
        }
        host.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(wanted.hostNamespace())
                        .endMetadata()
                        .build())
                .create();
        maker.host()
                .releases()
                .apply(new ReleaseOrder(
                        wanted.hostNamespace(), name, wanted.blueprint().chart(), "0.37.0", values));
        Eventually.isTrue(RealHost.LIMIT, () -> "no pod of " + name, () -> {
            StatefulSet set = set(name);
            return set != null
                    && set.getStatus().getReadyReplicas() != null
                    && set.getStatus().getReadyReplicas() == 1;
        });
    }

    private StatefulSet set(String name) {
        return host.client()
                .apps()
                .statefulSets()
                .inNamespace("vcluster-" + name)
                .withName(name)
                .get();
    }

    private String pod(String name) {
        return host.client()
                .pods()
                .inNamespace("vcluster-" + name)
                .withName(name + "-0")
                .get()
                .getMetadata()
                .getUid();
    }

    private AdoptionPlan plan(String name) {
        return desk.planAdoption("vcluster-" + name, name, blueprints, "standard", "small", OWNER);
    }

    @Test
    void equal_values_are_adopted_without_a_new_revision_and_without_a_restart() throws IOException {
        String name = host.name("a");
        install(name, true);
        String podBefore = pod(name);
        assertTrue(
                desk.unmanaged().stream().map(Unmanaged::reference).toList().contains("vcluster-" + name + "/" + name),
                () -> desk.unmanaged().toString());

        AdoptionPlan plan = plan(name);
        assertEquals(List.of(), plan.values());
        assertEquals(List.of(), plan.beyond());
        assertEquals(List.of(), plan.refusals());
        assertTrue(plan.text().contains("new: ResourceQuota sublet"), plan.text());
        assertTrue(plan.text().contains("equal: nothing is installed anew, and nothing restarts"), plan.text());
        assertFalse(host.client()
                        .resourceQuotas()
                        .inNamespace("vcluster-" + name)
                        .withName("sublet")
                        .get()
                != null);
        desk.adopt(plan, ANN);
        host.start("");
        VirtualCluster ready = host.await("a", Phase.Ready);

        assertEquals(1, ready.getStatus().releaseRevision());
        assertEquals(podBefore, pod(name));
        assertEquals(
                "shop",
                host.client()
                        .namespaces()
                        .withName("vcluster-" + name)
                        .get()
                        .getMetadata()
                        .getLabels()
                        .get("team"));
        assertTrue(host.client()
                        .resourceQuotas()
                        .inNamespace("vcluster-" + name)
                        .withName("sublet")
                        .get()
                != null);
        assertTrue(desk.unmanaged().stream().noneMatch(one -> one.name().equals(name)));
        RefusedException again = assertThrows(RefusedException.class, () -> plan(name));
        assertTrue(again.getMessage().contains("it has its VirtualCluster"), again.getMessage());
    }

    @Test
    void what_differs_and_what_a_quota_would_refuse_is_shown_and_foreign_pods_stand_against_it() {
        String name = host.name("b");
        install(name, false);
        for (int i = 0; i < 3; i++) {
            host.client()
                    .resource(new PodBuilder()
                            .withNewMetadata()
                            .withName("big-" + i)
                            .withNamespace("vcluster-" + name)
                            .withLabels(i < 2 ? Map.of("vcluster.loft.sh/managed-by", name) : Map.of())
                            .endMetadata()
                            .withNewSpec()
                            .addNewContainer()
                            .withName("c")
                            .withImage("registry.invalid/c")
                            .withNewResources()
                            .addToRequests("memory", new Quantity("3Gi"))
                            .endResources()
                            .endContainer()
                            .endSpec()
                            .build())
                    .create();
        }

        AdoptionPlan plan = plan(name);

        assertTrue(plan.values().contains("sync.toHost.ingresses: is true, becomes nothing"), plan.values()::toString);
        assertTrue(
                plan.values().contains("controlPlane.statefulSet.resources.limits.cpu: is nothing, becomes 2"),
                plan.values()::toString);
        assertTrue(plan.restarts());
        assertTrue(
                plan.beyond().stream().anyMatch(line -> line.startsWith("requests.memory: ")), plan.beyond()::toString);
        assertTrue(plan.refusals().get(0).contains("big-2"), plan.refusals()::toString);
        RefusedException refused = assertThrows(RefusedException.class, () -> desk.adopt(plan, ANN));
        assertTrue(refused.getMessage().contains("move them first"), refused.getMessage());
        assertTrue(desk.list().isEmpty());
    }

    @Test
    void what_argocd_renders_is_listed_and_never_taken() {
        String name = host.name("c");
        install(name, true);
        host.client()
                .secrets()
                .inNamespace("vcluster-" + name)
                .withName("vc-config-" + name)
                .edit(secret -> {
                    secret.getMetadata()
                            .setAnnotations(Map.of(
                                    "argocd.argoproj.io/tracking-id",
                                    "shop:/Secret:vcluster-" + name + "/vc-config-" + name));
                    return secret;
                });

        RefusedException refused = assertThrows(RefusedException.class, () -> plan(name));

        assertTrue(refused.getMessage().contains("never patched"), refused.getMessage());
        RefusedException missing = assertThrows(
                RefusedException.class,
                () -> desk.planAdoption("vcluster-" + name, "other", blueprints, "standard", null, OWNER));
        assertTrue(missing.getMessage().contains("can be adopted"), missing.getMessage());
    }
}
