package dev.sublet.bot.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.host.TestBlueprints;
import dev.sublet.bot.resource.ArgoCdSpec;
import dev.sublet.bot.resource.ExposeSpec;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write, at its worst, where the server's own checks of the definition are not in between. */
class HostileSpecTest {
    private static final String MORE = """
        expose: {domain: example.com, ingressClass: nginx, gateway: infra/main, loadBalancer: true}
        values: {experimental: {deploy: {host: {manifests: "of the admin"}}}, sync: {toHost: {ingresses: {enabled: true}}}}
        """;
    private static final List<String> PIECES = List.of(
            "a",
            "1.36",
            "0.37.0",
            "small",
            "standard",
            "8h",
            "x.example.com",
            " --set a=b",
            "\n",
            "\nexperimental:\n  deploy: {}",
            "{{ .Release }}",
            "$(id)",
            "; rm -rf /",
            "../",
            "\"",
            "'",
            "\\",
            "#",
            ": ",
            "- ",
            "&x",
            "*x",
            "!!js",
            "\u0000",
            "\u202e",
            ".",
            "=",
            ",",
            "controlPlane.ingress",
            "[0]",
            "%0a",
            "ü");
    /** The only places of the chart's values that something of a spec may change. */
    private static final Set<String> ALLOWED = Set.of(
            "/controlPlane/distro/k8s/version",
            "/controlPlane/proxy/extraSANs",
            "/controlPlane/service/spec/type",
            "/controlPlane/ingress/enabled",
            "/controlPlane/ingress/host",
            "/controlPlane/ingress/spec/ingressClassName",
            "/controlPlane/tlsRoute/enabled",
            "/controlPlane/tlsRoute/host",
            "/controlPlane/tlsRoute/parentRefs",
            "/exportKubeConfig/server");

    @TempDir
    Path folder = Path.of("");

    private Blueprints blueprints;

    @BeforeEach
    void settle() throws IOException {
        blueprints = TestBlueprints.standard(folder, MORE);
    }

    private Wanted resolve(String name, VirtualClusterSpec spec) {
        VirtualCluster resource = new VirtualCluster();
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace("teams");
        resource.setSpec(spec);
        return new Resolver(blueprints).resolve(resource, null);
    }

    private static VirtualClusterSpec spec(
            String blueprint, String size, String kubernetes, String chart, String life, ExposeSpec expose) {
        return new VirtualClusterSpec(
                new Owner("shop", "cc-1", "ann@example.com"),
                blueprint,
                size,
                kubernetes,
                chart,
                life,
                null,
                false,
                false,
                expose,
                null);
    }

    private static VirtualClusterSpec usual() {
        return spec("standard", null, null, null, null, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a --set x",
                "../x",
                "a.b",
                "A",
                "Kube",
                "-a",
                "a-",
                "1a",
                "",
                "a\n",
                "a b",
                "a/b",
                "ä",
                "a_b",
                "kube-system/../a",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void a_name_that_cannot_be_a_release_is_refused(String name) {
        String message = String.valueOf(assertThrows(RefusedException.class, () -> resolve(name, usual()))
                .getMessage());
        assertTrue(message.contains("cannot be a release"), message);
    }

    @Test
    void a_name_of_the_systems_lands_in_a_namespace_of_its_own() {
        for (String name : List.of("kube-system", "default", "sublet", "argocd")) {
            assertEquals("vcluster-" + name, resolve(name, usual()).hostNamespace());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.36; rm",
                "1.36.0; rm",
                "1.36.0 --set a=b",
                "1",
                "1.",
                "",
                "v1.36",
                "1.36.0.1",
                "1.36.x",
                "1.36\n",
                "1.34"
            })
    void a_version_that_is_none_is_refused(String version) {
        VirtualClusterSpec spec = spec("standard", null, version, null, null, null);
        assertThrows(RefusedException.class, () -> resolve("a", spec));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.37.0; rm", "../vcluster-0.37.0", "", "0.37", "0.37.0\n", "9.9.9"})
    void a_chart_that_is_not_listed_is_refused(String version) {
        VirtualClusterSpec spec = spec("standard", null, null, version, null, null);
        assertThrows(RefusedException.class, () -> resolve("a", spec));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0h", "-1h", "1y", "8h; rm", "1e9h", "999999d", "8 h", "8h\n", "PT8H"})
    void a_time_that_is_none_is_refused(String life) {
        VirtualClusterSpec spec = spec("standard", null, null, null, life, null);
        assertThrows(RefusedException.class, () -> resolve("a", spec));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.org",
                "example.com",
                "x example.com",
                "x\n.example.com",
                "*.example.com",
                "x/..example.com",
                "x@y.example.com",
                "X.example.com",
                "{{.Values}}.example.com",
                ".example.com",
                "a..example.com",
                "http://x.example.com"
            })
    void a_host_that_is_none_or_elsewhere_is_refused(String host) {
        VirtualClusterSpec spec =
                spec("standard", null, null, null, null, new ExposeSpec(ExposeSpec.Way.Ingress, host));
        assertThrows(RefusedException.class, () -> resolve("a", spec));
    }

    @Test
    void nothing_that_a_spec_says_reaches_a_value_beyond_the_few_that_are_meant() {
        long seed = Long.getLong("sublet.seed", System.nanoTime());
        System.out.println("hostile specs: -Dsublet.seed=" + seed);
        Random random = new Random(seed);
        Map<String, JsonNode> usual = leaves(values(resolve("a", usual())));
        int accepted = 0;
        for (int i = 0; i < 5_000; i++) {
            VirtualClusterSpec spec = random(random);
            Map<String, JsonNode> leaves;
            try {
                leaves = leaves(values(resolve("a", spec)));
            } catch (RefusedException e) {
                assertEquals(1, String.valueOf(e.getMessage()).lines().count(), () -> "seed " + seed + ": " + spec);
                continue;
            }
            accepted++;
            Set<String> changed = new TreeSet<>();
            leaves.forEach((path, value) -> {
                if (!value.equals(usual.get(path))) {
                    changed.add(path);
                }
            });
            usual.keySet().stream().filter(path -> !leaves.containsKey(path)).forEach(changed::add);
            changed.removeAll(ALLOWED);
            assertEquals(Set.of(), changed, () -> "seed " + seed + ": " + spec);
        }
        assertTrue(accepted > 50, "only " + accepted + " specs were accepted: the test proves little");
    }

    private static ObjectNode values(Wanted wanted) {
        ExposeSpec expose = wanted.expose();
        return ChartValues.of(wanted, false, expose == null ? null : expose.host(), null);
    }

    private static VirtualClusterSpec random(Random random) {
        ExposeSpec.Way[] ways = ExposeSpec.Way.values();
        return new VirtualClusterSpec(
                new Owner(text(random), text(random), text(random)),
                one(random, "standard"),
                random.nextBoolean() ? null : one(random, "small"),
                random.nextBoolean() ? null : one(random, "1.36"),
                random.nextBoolean() ? null : one(random, "0.37.0"),
                random.nextBoolean() ? null : one(random, "8h"),
                null,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean()
                        ? null
                        : new ExposeSpec(
                                ways[random.nextInt(ways.length)],
                                random.nextBoolean() ? null : one(random, "x.example.com")),
                random.nextBoolean() ? null : new ArgoCdSpec(true, text(random), Map.of(text(random), text(random))));
    }

    /** What is usual most of the time, so that some specs come through. */
    private static String one(Random random, String usual) {
        return switch (random.nextInt(6)) {
            case 0 -> text(random);
            case 1 -> usual + text(random);
            default -> usual;
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    /** Every value that is no mapping, by its path. */
    private static Map<String, JsonNode> leaves(ObjectNode values) {
        Map<String, JsonNode> leaves = new TreeMap<>();
        collect("", values, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> into) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            object.properties().forEach(field -> collect(path + "/" + field.getKey(), field.getValue(), into));
        } else {
            into.put(path, node);
        }
    }
}
