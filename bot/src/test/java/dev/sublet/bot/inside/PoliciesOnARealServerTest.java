package dev.sublet.bot.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sublet.bot.host.Definitions;
import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.MovableClock;
import dev.sublet.bot.host.OperatorRights;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.host.VclusterServer;
import dev.sublet.bot.resource.DriftItem;
import dev.sublet.bot.resource.DriftStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Policies of Gatekeeper and Kyverno on the host and inside, and an add-on's chart, with the shipped rights on two real API servers. The
 * kinds are there, what enforces them is not: Gatekeeper's work of making a kind of a template is done by hand.
 */
class PoliciesOnARealServerTest {
    private static final String CLUSTER_POLICY = "kyverno.io/v1";
    private static final Map<String, Object> SYNCED =
            Map.of("matchExpressions", List.of(Map.of("key", "vcluster.loft.sh/managed-by", "operator", "Exists")));

    @TempDir
    Path folder = Path.of("");

    private final MovableClock clock = new MovableClock();
    private RealHost host;
    private KubernetesClient inside;

    @BeforeEach
    void settle() throws IOException {
        host = new RealHost(folder).withShippedRights().clock(clock);
        OperatorRights.grantPolicies(
                host.client(), host.namespace(), constraint().toLowerCase(Locale.ROOT));
        inside = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(VclusterServer.kubeconfig()))
                .build();
        Path manifests = Files.createDirectories(folder.resolve("blueprints/manifests"));
        // Each before what it needs.
        Files.writeString(manifests.resolve("policies.yaml"), """
                apiVersion: constraints.gatekeeper.sh/v1beta1
                kind: %1$s
                metadata: {name: images}
                spec:
                  enforcementAction: deny
                  match: {namespaces: [kube-system], kinds: [{apiGroups: [""], kinds: [Pod]}]}
                  parameters: {repos: [registry.example.com]}
                ---
                apiVersion: kyverno.io/v1
                kind: ClusterPolicy
                metadata: {name: no-host-path}
                spec:
                  validationFailureAction: Enforce
                  rules:
                    - name: host-path
                      match: {any: [{resources: {kinds: [Pod], namespaces: ["*"]}}]}
                      validate: {message: no hostPath, pattern: {spec: {"=(volumes)": [{"X(hostPath)": "null"}]}}}
                ---
                apiVersion: templates.gatekeeper.sh/v1
                kind: ConstraintTemplate
                metadata: {name: %2$s}
                spec:
                  crd: {spec: {names: {kind: %1$s}}}
                  targets: [{target: admission.k8s.gatekeeper.sh, rego: "package images"}]
                """.formatted(
                        constraint(), constraint().toLowerCase(Locale.ROOT)));
        Files.writeString(manifests.resolve("policy.yaml"), """
                apiVersion: kyverno.io/v1
                kind: Policy
                metadata: {name: limits, namespace: kube-system}
                spec: {rules: [{name: limits, match: {resources: {kinds: [Pod]}}, validate: {message: limits}}]}
                """);
        Files.copy(
                Path.of("src/test/resources/definitions/policies.yaml"),
                manifests.resolve("definitions.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                manifests.resolve("gauge.yaml"),
                "{apiVersion: probe.example.com/v1, kind: Gauge, metadata: {name: first}, spec: {every: 5}}");
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

    /** A kind that no other test has. */
    private String constraint() {
        return "Images" + host.namespace();
    }

    private static @Nullable GenericKubernetesResource find(
            KubernetesClient client, String version, String kind, String name) {
        try {
            return client.genericKubernetesResources(version, kind)
                    .withName(name)
                    .get();
        } catch (KubernetesClientException e) {
            return null;
        }
    }

    private boolean told(String ending, String condition, String status, String text) {
        VirtualCluster there = host.get(ending);
        return there != null
                && there.getStatus() != null
                && there.getStatus().conditions().stream()
                        .anyMatch(each -> each.getType().equals(condition)
                                && each.getStatus().equals(status)
                                && each.getMessage().contains(text));
    }

    /** Looks until the newest comparison has found as many. */
    private List<String> drift(String ending, int count) {
        clock.forward(Duration.ofMinutes(2));
        host.patch(ending, "{\"metadata\":{\"annotations\":{\"look\":\"" + clock.instant() + "\"}}}");
        Eventually.isTrue(RealHost.LIMIT, () -> "drift: " + host.get(ending), () -> {
            VirtualCluster there = host.get(ending);
            DriftStatus drift = there == null ? null : there.getStatus().drift();
            return drift != null && drift.count() == count;
        });
        VirtualCluster there = host.get(ending);
        assertNotNull(there);
        DriftStatus drift = there.getStatus().drift();
        assertNotNull(drift);
        return drift.items().stream()
                .map(PoliciesOnARealServerTest::text)
                .sorted()
                .toList();
    }

    private static String text(DriftItem item) {
        return item.kind() + (item.inside() ? " inside" : "") + (item.repaired() ? " repaired: " : ": ") + item.what();
    }

    @Test
    void on_the_host_each_is_bound_to_the_tenants_pods_of_one_virtual_cluster_compared_and_taken_away()
            throws IOException {
        Definitions.define(host.client(), "policies.yaml");
        host.start("""
                undo: 1m
                drift: {every: 1m}
                policies: {host: [manifests/policies.yaml, manifests/policy.yaml]}
                """);
        host.create("p", "");
        host.await("p", Phase.Ready);

        String template = constraint().toLowerCase(Locale.ROOT);
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "conditions: " + host.get("p"),
                () -> told("p", "HostPolicies", "False", "has not made its kind of its template yet"));
        assertNotNull(find(host.client(), "templates.gatekeeper.sh/v1", "ConstraintTemplate", template));
        Definitions.constraint(host.client(), constraint());
        Eventually.isTrue(
                RealHost.LIMIT, () -> "conditions: " + host.get("p"), () -> told("p", "HostPolicies", "True", ""));

        GenericKubernetesResource images = find(
                host.client(), "constraints.gatekeeper.sh/v1beta1", constraint(), "images-" + host.hostNamespace("p"));
        assertNotNull(images);
        assertEquals(List.of(host.hostNamespace("p")), images.get("spec", "match", "namespaces"));
        assertEquals(SYNCED, images.get("spec", "match", "labelSelector"));
        GenericKubernetesResource paths =
                find(host.client(), CLUSTER_POLICY, "ClusterPolicy", "no-host-path-" + host.hostNamespace("p"));
        assertNotNull(paths);
        assertEquals(
                Map.of(
                        "kinds", List.of("Pod"),
                        "namespaces", List.of(host.hostNamespace("p")),
                        "selector", SYNCED),
                paths.get("spec", "rules", 0, "match", "any", 0, "resources"));
        GenericKubernetesResource limits = host.client()
                .genericKubernetesResources(CLUSTER_POLICY, "Policy")
                .inNamespace(host.hostNamespace("p"))
                .withName("limits")
                .get();
        assertEquals(SYNCED, limits.get("spec", "rules", 0, "match", "resources", "selector"));

        drift("p", 0);
        host.client().resource(paths).delete();
        host.client()
                .resource(images)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"enforcementAction\":\"dryrun\"}}");
        assertEquals(
                List.of(
                        "ClusterPolicy repaired: missing",
                        constraint() + " repaired: spec.enforcementAction is dryrun, not deny"),
                drift("p", 2));

        clock.forward(Duration.ofMinutes(10));
        host.delete("p");
        host.awaitGone("p");
        assertEquals(List.of(), host.leaks());
        assertNull(find(
                host.client(), "constraints.gatekeeper.sh/v1beta1", constraint(), "images-" + host.hostNamespace("p")));
        assertNotNull(find(host.client(), "templates.gatekeeper.sh/v1", "ConstraintTemplate", template));
    }

    private String withChart(String version, String level) {
        return """
                drift: {every: 1m}
                policies: {inside: [manifests/policies.yaml]}
                addOns:
                  - {name: engines, manifests: [manifests/definitions.yaml]}
                  - name: probe
                    namespace: %s
                    chart: {source: "%s/probe-{version}", versions: ["%s"]}
                    values: {level: %s}
                    manifests: [manifests/gauge.yaml]
                """.formatted(
                        host.name("tools"), Path.of("src/test/resources/charts").toAbsolutePath(), version, level);
    }

    private @Nullable ConfigMap settings() {
        return inside.configMaps()
                .inNamespace(host.name("tools"))
                .withName("probe-settings")
                .get();
    }

    @Test
    void inside_definitions_come_before_what_is_of_their_kinds_and_a_chart_is_installed_compared_and_upgraded()
            throws IOException {
        host.start(withChart("1.0.0", "high"));
        host.create("i", "");
        host.await("i", Phase.Ready);

        // Its kind came with the chart.
        assertNotNull(inside.genericKubernetesResources("probe.example.com/v1", "Gauge")
                .inNamespace(host.name("tools"))
                .withName("first")
                .get());
        ConfigMap settings = settings();
        assertNotNull(settings);
        assertEquals(Map.of("level", "high", "chart", "1.0.0"), settings.getData());
        assertNotNull(find(inside, CLUSTER_POLICY, "ClusterPolicy", "no-host-path"));
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "conditions: " + host.get("i"),
                () -> told("i", "AddOns", "False", "has not made its kind of its template yet"));
        Definitions.constraint(inside, constraint());
        Eventually.isTrue(RealHost.LIMIT, () -> "conditions: " + host.get("i"), () -> told("i", "AddOns", "True", ""));
        assertNotNull(find(inside, "constraints.gatekeeper.sh/v1beta1", constraint(), "images"));

        drift("i", 0);
        inside.genericKubernetesResources(CLUSTER_POLICY, "ClusterPolicy")
                .withName("no-host-path")
                .delete();
        inside.services().inNamespace(host.name("tools")).withName("probe").delete();
        inside.resource(settings).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"level\":\"none\"}}");
        assertEquals(
                List.of(
                        "ClusterPolicy inside repaired: missing",
                        "ConfigMap inside repaired: data.level is none, not high",
                        "Service inside repaired: missing"),
                drift("i", 3));
        drift("i", 0);

        host.stop();
        host.start(withChart("1.1.0", "higher"));
        Eventually.isTrue(RealHost.LIMIT, () -> "settings: " + settings(), () -> {
            ConfigMap now = settings();
            return now != null && now.getData().equals(Map.of("level", "higher", "chart", "1.1.0"));
        });
    }
}
