package dev.sublet.bot.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.RealServer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quota and limits, by trying to break them. Each refusal is the API server's 403. */
class RoomOnARealServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder = Path.of("");

    private KubernetesClient client;
    private Wanted wanted;
    private String namespace = "";

    @BeforeEach
    void settle() {
        client = RealServer.require();
        wanted = Wants.of(folder, "room" + Long.toString(System.nanoTime() & 0xfffffffL, Character.MAX_RADIX), "");
        namespace = wanted.hostNamespace();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        client.resource(Room.limitRange(wanted)).create();
        client.resource(Room.quota(wanted)).create();
        Eventually.isTrue(LIMIT, () -> "no quota in force in " + namespace, () -> {
            ResourceQuota quota = client.resourceQuotas()
                    .inNamespace(namespace)
                    .withName(Room.NAME)
                    .get();
            return quota.getStatus() != null
                    && quota.getStatus().getHard() != null
                    && quota.getStatus().getHard().size()
                            == quota.getSpec().getHard().size()
                    && client.serviceAccounts()
                                    .inNamespace(namespace)
                                    .withName("default")
                                    .get()
                            != null;
        });
    }

    @AfterEach
    void end() {
        if (client != null) {
            client.namespaces().withName(namespace).delete();
            client.close();
        }
    }

    @Test
    void a_container_that_says_nothing_gets_the_limits_of_the_blueprint() {
        Pod made = client.resource(pod("silent", null)).create();
        ResourceRequirements given = made.getSpec().getContainers().get(0).getResources();
        LimitRange range = Room.limitRange(wanted);
        assertEquals(range.getSpec().getLimits().get(0).getDefault(), given.getLimits());
        assertEquals(range.getSpec().getLimits().get(0).getDefaultRequest(), given.getRequests());
    }

    @Test
    void a_tenant_fills_its_room_and_the_control_plane_still_comes_back() {
        client.resource(controlPlane()).create();
        assertRefused(pod("greedy-cpu", needs("3", "16Mi")), "requests.cpu");
        assertRefused(pod("greedy-memory", needs("10m", "8Gi")), "requests.memory");
        assertRefused(claim("big", "1Ti"), "requests.storage");
        assertRefused(service("open", "LoadBalancer"), "services.loadbalancers");
        assertRefused(service("open", "NodePort"), "services.nodeports");

        int made = 0;
        try {
            while (made < 50) {
                client.resource(pod("p" + made, needs("10m", "16Mi"))).create();
                made++;
            }
        } catch (KubernetesClientException e) {
            assertEquals(403, e.getCode());
            assertTrue(String.valueOf(e.getMessage()).contains("count/pods"), e.getMessage());
        }
        assertTrue(made >= wanted.size().pods(), made + " pods");
        assertTrue(made < 50, "nothing was refused");

        // Who asks for pods is the control plane itself: while it is away, nobody takes its place.
        client.pods()
                .inNamespace(namespace)
                .withName("control-plane")
                .withGracePeriod(0)
                .delete();
        Eventually.isTrue(LIMIT, () -> "the control plane found no place", () -> {
            try {
                client.resource(controlPlane()).create();
                return true;
            } catch (KubernetesClientException e) {
                // The quota's count follows a moment later.
                return false;
            }
        });
        assertRefused(pod("late", needs("10m", "16Mi")), "count/pods");
    }

    @Test
    void the_init_container_that_rewrites_hosts_has_room_with_and_without_limits() {
        // 30m and 64Mi, as the chart's rewriteHosts asks for; a smallest container would refuse it, so there is none.
        for (ResourceRequirements said : List.of(requests("30m", "64Mi"), needs("30m", "64Mi"))) {
            Pod rewriting = new PodBuilder(pod("rewrites", needs("10m", "16Mi")))
                    .editSpec()
                    .addNewInitContainer()
                    .withName("vcluster-rewrite-hosts")
                    .withImage("registry.invalid/alpine")
                    .withResources(said)
                    .endInitContainer()
                    .endSpec()
                    .build();
            Pod made = client.resource(rewriting).create();
            assertEquals(
                    new Quantity("30m"),
                    made.getSpec()
                            .getInitContainers()
                            .get(0)
                            .getResources()
                            .getRequests()
                            .get("cpu"));
            client.resource(made).withGracePeriod(0).delete();
        }
    }

    @Test
    void objects_that_cost_the_host_only_memory_are_counted_too() {
        assertEndsAt(wanted.size().pods() + 6, i -> service("s" + i, "ClusterIP"), "count/services");
        assertEndsAt(wanted.size().pods() + 1, i -> claim("c" + i, "1Mi"), "count/persistentvolumeclaims");
        assertEndsAt(
                10 * wanted.size().pods() + 100,
                i -> new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("m" + i)
                        .withNamespace(namespace)
                        .endMetadata()
                        .build(),
                "count/configmaps");
    }

    /** Makes objects until the server refuses one more; at most as many were made, since others may be there already. */
    private void assertEndsAt(int most, IntFunction<HasMetadata> object, String resource) {
        for (int i = 0; i < most; i++) {
            try {
                client.resource(object.apply(i)).create();
            } catch (KubernetesClientException e) {
                assertEquals(403, e.getCode(), e.getMessage());
                assertTrue(i >= most - 3, resource + " ended at " + i);
                assertTrue(String.valueOf(e.getMessage()).contains(resource), e.getMessage());
                return;
            }
        }
        assertRefused(object.apply(most), resource);
    }

    private static ResourceRequirements requests(String cpu, String memory) {
        ResourceRequirements needs = new ResourceRequirements();
        needs.setRequests(Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory)));
        return needs;
    }

    private void assertRefused(HasMetadata object, String resource) {
        KubernetesClientException refusal = assertThrows(
                KubernetesClientException.class, () -> client.resource(object).create());
        assertEquals(403, refusal.getCode(), refusal.getMessage());
        assertTrue(String.valueOf(refusal.getMessage()).contains(resource), refusal.getMessage());
    }

    private Pod controlPlane() {
        ControlPlane own = ControlPlane.USUAL;
        ResourceRequirements needs = new ResourceRequirements();
        needs.setRequests(Map.of(
                "cpu", own.cpuRequest(), "memory", own.memoryRequest(), "ephemeral-storage", own.ephemeralRequest()));
        needs.setLimits(
                Map.of("cpu", own.cpuLimit(), "memory", own.memoryLimit(), "ephemeral-storage", own.ephemeralLimit()));
        return pod("control-plane", needs);
    }

    private static ResourceRequirements needs(String cpu, String memory) {
        ResourceRequirements needs = new ResourceRequirements();
        Map<String, Quantity> both = Map.of(
                "cpu", new Quantity(cpu), "memory", new Quantity(memory), "ephemeral-storage", new Quantity("1Mi"));
        needs.setRequests(both);
        needs.setLimits(both);
        return needs;
    }

    private Pod pod(String name, @org.jspecify.annotations.Nullable ResourceRequirements needs) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("registry.invalid/nothing")
                .withResources(needs)
                .endContainer()
                .endSpec()
                .build();
    }

    private HasMetadata claim(String name, String size) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity(size))
                .endResources()
                .endSpec()
                .build();
    }

    private HasMetadata service(String name, String type) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withType(type)
                .addToSelector("app", "web")
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }
}
