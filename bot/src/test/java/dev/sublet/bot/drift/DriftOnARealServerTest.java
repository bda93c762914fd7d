package dev.sublet.bot.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.HandClock;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.host.VclusterServer;
import dev.sublet.bot.resource.DriftStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real API servers: the host's, and one that stands in for the inside of the virtual cluster. */
class DriftOnARealServerTest {
    @TempDir
    Path folder = Path.of("");

    private final HandClock clock = new HandClock();
    private RealHost host;
    private KubernetesClient inside;

    @BeforeEach
    void settle() {
        host = new RealHost(folder).clock(clock);
        inside = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(VclusterServer.kubeconfig()))
                .build();
    }

    @AfterEach
    void end() {
        if (host != null) {
            host.close();
        }
        if (inside != null) {
            inside.close();
        }
    }

    private String blueprint(String drift) throws IOException {
        String group = "g" + host.namespace() + ".example.com";
        Path manifests = Files.createDirectories(folder.resolve("blueprints/manifests"));
        Files.writeString(manifests.resolve("probe.yaml"), """
                {apiVersion: %1$s/v1, kind: Probe, metadata: {name: first}, spec: {every: 5}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {level: high}}
                ---
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: probes.%1$s}
                spec:
                  group: %1$s
                  scope: Namespaced
                  names: {kind: Probe, listKind: ProbeList, plural: probes, singular: probe}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """.formatted(group));
        Files.writeString(
                manifests.resolve("host.yaml"),
                "{apiVersion: nowhere.example.com/v1, kind: Policy, metadata: {name: p}, spec: {}}");
        return """
                drift: %s
                policies: {host: [manifests/host.yaml]}
                addOns: [{name: probe, namespace: %s, manifests: [manifests/probe.yaml]}]
                """.formatted(drift, host.name("tools"));
    }

    private ConfigMap settings() {
        return inside.configMaps()
                .inNamespace(host.name("tools"))
                .withName("settings")
                .get();
    }

    private DriftStatus check(String ending) {
        VirtualCluster before = host.get(ending);
        assertNotNull(before);
        DriftStatus last = before.getStatus().drift();
        clock.advance(Duration.ofMinutes(2));
        host.patch(ending, "{\"metadata\":{\"annotations\":{\"look\":\"" + clock.instant() + "\"}}}");
        Eventually.isTrue(RealHost.LIMIT, () -> "never compared: " + host.get(ending), () -> {
            VirtualCluster now = host.get(ending);
            return now != null
                    && now.getStatus().drift() != null
                    && (last == null || !now.getStatus().drift().checkedAt().equals(last.checkedAt()));
        });
        VirtualCluster now = host.get(ending);
        assertNotNull(now);
        DriftStatus drift = now.getStatus().drift();
        assertNotNull(drift);
        return drift;
    }

    private static List<String> named(DriftStatus drift) {
        return drift.items().stream()
                .map(item -> item.kind() + " " + item.name() + (item.repaired() ? " repaired: " : ": ") + item.what())
                .sorted()
                .toList();
    }

    private void spoil(String ending) {
        String namespace = host.hostNamespace(ending);
        inside.configMaps().inNamespace(host.name("tools")).withName("settings").delete();
        host.client().resourceQuotas().inNamespace(namespace).withName("sublet").edit(quota -> {
            quota.getSpec().getHard().put("requests.cpu", new Quantity("99"));
            return quota;
        });
        host.client()
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(namespace)
                .withName("sublet-closed")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"ingress\":[{}]}}");
        host.client()
                .services()
                .inNamespace(namespace)
                .withName(host.name(ending) + "-headless")
                .delete();
        host.client()
                .rbac()
                .roles()
                .inNamespace(namespace)
                .withName("vc-" + host.name(ending))
                .edit(role -> {
                    role.getRules().get(0).getVerbs().add("escalate");
                    return role;
                });
    }

    @Test
    void an_add_on_is_applied_and_what_is_changed_by_hand_is_found_and_put_right() throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        host.actions(action -> told.add(action.verb() + " " + action.message()));
        host.start(blueprint("{every: 1m}"));
        host.create("a", "size: small");
        VirtualCluster ready = host.await("a", Phase.Ready);

        assertEquals("high", settings().getData().get("level"));
        assertEquals("probe", settings().getMetadata().getLabels().get("sublet.dev/add-on"));
        assertTrue(
                ready.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.getType().equals("HostPolicies")
                                && condition.getMessage().contains("serves no kind Policy of nowhere.example.com/v1")),
                () -> String.valueOf(ready.getStatus().conditions()));
        assertEquals(List.of(), named(check("a")));

        spoil("a");
        DriftStatus found = check("a");

        assertEquals(
                List.of(
                        "ConfigMap settings repaired: missing",
                        "NetworkPolicy sublet-closed repaired: the spec has more than it should:"
                                + " {\"spec\":{\"ingress\":null}}",
                        "ResourceQuota sublet repaired: spec.hard.requests.cpu is 99, not " + "2240m",
                        "Role vc-" + host.name("a") + " repaired: rules[0].verbs has 8 entries, not 7",
                        "Service " + host.name("a") + "-headless repaired: missing"),
                named(found));
        assertEquals("high", settings().getData().get("level"));
        NetworkPolicy closed = host.client()
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(host.hostNamespace("a"))
                .withName("sublet-closed")
                .get();
        assertTrue(closed.getSpec().getIngress().isEmpty());
        assertEquals(
                5, told.stream().filter(action -> action.startsWith("repair ")).count(), told::toString);
        assertFalse(host.client().v1().events().inNamespace(host.namespace()).list().getItems().stream()
                .filter(event -> "Repaired".equals(event.getReason()))
                .toList()
                .isEmpty());
        assertEquals(List.of(), named(check("a")));
    }

    @Test
    void where_the_blueprint_says_so_it_is_only_reported() throws IOException {
        host.start(blueprint("{every: 1m, repair: false}"));
        host.create("b", "size: small");
        host.await("b", Phase.Ready);

        spoil("b");
        DriftStatus found = check("b");

        assertEquals(5, found.count(), () -> named(found).toString());
        assertTrue(found.items().stream().noneMatch(item -> item.repaired()));
        assertNull(settings());
        VirtualCluster there = host.get("b");
        assertNotNull(there);
        assertTrue(there.getStatus().conditions().stream()
                .anyMatch(condition -> condition.getType().equals("Drifted")
                        && condition.getStatus().equals("True")));
    }
}
