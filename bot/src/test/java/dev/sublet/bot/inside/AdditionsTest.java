package dev.sublet.bot.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sublet.bot.blueprint.Blueprint;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.blueprint.Manifest;
import dev.sublet.bot.host.TestBlueprints;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdditionsTest {
    @TempDir
    Path folder = Path.of("");

    private Blueprints blueprints(String more, String manifest) throws IOException {
        Files.createDirectories(folder.resolve("manifests"));
        Files.writeString(folder.resolve("manifests/a.yaml"), manifest);
        return TestBlueprints.standard(folder, more);
    }

    private static Wanted wanted(Blueprints blueprints) {
        VirtualCluster resource = new VirtualCluster();
        resource.getMetadata().setName("a");
        resource.getMetadata().setNamespace("teams");
        resource.setSpec(Serialization.unmarshal(
                "owner: " + Serialization.asJson(new Owner("shop", "cc", "ann")) + "\nblueprint: standard",
                VirtualClusterSpec.class));
        return new Resolver(blueprints).resolve(resource, null);
    }

    @Test
    void definitions_come_first_and_pods_carry_the_label() throws IOException {
        Blueprint blueprint = blueprints(
                        "addOns: [{name: probe, namespace: tools, manifests: [manifests/a.yaml]}]", """
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: {spec: {containers: []}}}}
                ---
                {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: x}}
                """)
                .find("standard")
                .orElseThrow();

        List<Addition> additions = Additions.of(blueprint);

        assertEquals("CustomResourceDefinition", additions.get(0).object().getKind());
        Addition deployment = additions.get(1);
        assertEquals("tools", deployment.namespace());
        assertEquals("probe", deployment.object().getMetadata().getLabels().get(Additions.LABEL));
        assertEquals(
                Map.of(Additions.LABEL, "probe"), deployment.object().get("spec", "template", "metadata", "labels"));
        assertEquals(
                "tools",
                Additions.place(deployment, new Kind("apps/v1", "Deployment", "deployments", true))
                        .getMetadata()
                        .getNamespace());
    }

    @Test
    void a_constraint_is_bound_to_the_virtual_clusters_own_namespace() throws IOException {
        Blueprints blueprints = blueprints("policies: {host: [manifests/a.yaml]}", """
                apiVersion: constraints.gatekeeper.sh/v1beta1
                kind: K8sNoPrivileged
                metadata: {name: no-privileged}
                spec: {match: {namespaces: [kube-system], excludedNamespaces: ['vcluster-*']}}
                """);
        Wanted wanted = wanted(blueprints);
        Manifest manifest = wanted.blueprint().hostPolicies().get(0);
        GenericKubernetesResource object = HostPolicies.of(
                        wanted,
                        manifest,
                        new Kind("constraints.gatekeeper.sh/v1beta1", "K8sNoPrivileged", "k8snoprivileged", false))
                .orElseThrow();

        assertEquals("no-privileged-vcluster-a", object.getMetadata().getName());
        assertEquals(List.of("vcluster-a"), object.get("spec", "match", "namespaces"));
        assertNull(object.get("spec", "match", "excludedNamespaces"));
    }

    @Test
    void a_kind_of_the_whole_host_is_refused_and_a_namespaced_one_stays_in_its_namespace() throws IOException {
        Blueprints blueprints = blueprints("policies: {host: [manifests/a.yaml]}", """
                {apiVersion: kyverno.io/v1, kind: Policy, metadata: {name: p, namespace: kube-system}, spec: {}}
                """);
        Wanted wanted = wanted(blueprints);
        Manifest manifest = wanted.blueprint().hostPolicies().get(0);

        assertEquals(
                Optional.empty(),
                HostPolicies.of(wanted, manifest, new Kind("example.com/v1", "ClusterThing", "clusterthings", false)));
        assertEquals(
                "vcluster-a",
                HostPolicies.of(wanted, manifest, new Kind("kyverno.io/v1", "Policy", "policies", true))
                        .orElseThrow()
                        .getMetadata()
                        .getNamespace());
    }
}
