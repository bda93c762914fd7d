package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sublet.collector.watch.HostClient;
import dev.sublet.endpoint.EndpointFile;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line and a daemon that operates, in processes of their own, on a real API server. No kubelet runs there, so a control plane
 * is installed and never becomes ready.
 */
class VclusterCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private final String mark = "c" + Long.toString(System.nanoTime() & 0xfffffffL, Character.MAX_RADIX);

    @TempDir
    private Path folder = Path.of("");

    private @Nullable Path kubeconfig;

    private Cli vcluster(String... args) {
        List<String> all = new ArrayList<>(List.of("vcluster"));
        all.addAll(List.of(args));
        if (kubeconfig != null) {
            all.addAll(List.of("--kubeconfig", kubeconfig.toString(), "-n", mark));
        }
        return Cli.run(all.toArray(String[]::new));
    }

    private Path blueprints() throws IOException {
        Path blueprints = Files.createDirectories(folder.resolve("blueprints"));
        Files.writeString(blueprints.resolve("standard.yaml"), """
                name: standard
                version: 1
                kubernetes: ["1.36"]
                chart: {source: "%s/vcluster-{version}", versions: ["0.37.0"]}
                sizes: {small: {cpu: "2", memory: 4Gi, pods: 10}}
                life: {default: 8h, max: 3d}
                """.formatted(
                Path.of("../bot/src/test/resources/charts").toAbsolutePath().normalize()));
        return blueprints;
    }

    @Test
    void a_dry_run_shows_all_objects_and_asks_nobody() throws IOException {
        Cli shown = Cli.run(
                "vcluster",
                "create",
                "shop",
                "--team",
                "web",
                "--cost-center",
                "cc-1",
                "--blueprint",
                "standard",
                "--by",
                "ann@example.com",
                "--dry-run",
                "--blueprints",
                blueprints().toString());

        assertEquals(0, shown.exitCode(), shown.err());
        for (String part : List.of(
                "kind: Namespace",
                "name: vcluster-shop",
                "cost-center: cc-1",
                "kind: ResourceQuota",
                "kind: NetworkPolicy",
                "169.254.169.254/32",
                "# values of chart vcluster 0.37.0")) {
            assertTrue(shown.out().contains(part), part + " is not in\n" + shown.out());
        }
    }

    @Test
    void a_blueprint_that_is_not_there_is_refused_in_one_line() throws IOException {
        Cli refused = Cli.run(
                "vcluster",
                "create",
                "shop",
                "--team",
                "web",
                "--cost-center",
                "cc-1",
                "--blueprint",
                "huge",
                "--by",
                "ann@example.com",
                "--dry-run",
                "--blueprints",
                blueprints().toString());

        assertEquals(2, refused.exitCode());
        assertEquals(
                "sublet: there is no blueprint \"huge\"; choose from [standard]",
                refused.err().strip());
    }

    @Test
    void a_daemon_makes_what_the_command_line_asks_for_and_keeps_who_asked() throws IOException, InterruptedException {
        kubeconfig = RealApiServerTest.kubeconfig();
        Assumptions.assumeTrue(kubeconfig != null, "no API server for tests is given: skipped");
        try (KubernetesClient client = HostClient.open(kubeconfig, null)) {
            prepare(client);
            Path settings = folder.resolve("sublet.yaml");
            Path log = folder.resolve("log");
            Path key = Files.writeString(folder.resolve("audit.key"), "0123456789abcdef0123456789abcdef\n");
            Files.writeString(settings, """
                    data: data
                    collector: {clusterName: kube-test, kubeconfig: %s, interval: 1s}
                    http: {port: 0}
                    audit: {key: %s}
                    bot: {blueprints: %s, namespace: %s, watched: [%s], audit: {receiver: "https://sublet.example.com"}}
                    """.formatted(kubeconfig, key, blueprints(), mark, mark));
            Process daemon = Cli.start(folder.resolve("out"), log, "run", "--config", settings.toString());
            Eventually.isTrue(
                    LIMIT, () -> Cli.text(log), () -> Cli.text(log).contains("event=operating ") || !daemon.isAlive());

            String name = mark + "-shop";
            Cli asked = vcluster(
                    "create",
                    name,
                    "--team",
                    "web",
                    "--cost-center",
                    "cc-1",
                    "--blueprint",
                    "standard",
                    "--by",
                    "ann@example.com");
            assertEquals(0, asked.exitCode(), asked.err());
            Eventually.isTrue(
                    LIMIT,
                    () -> vcluster("list").out() + Cli.text(log),
                    () -> vcluster("list").out().contains("Creating"));
            ResourceQuota quota = client.resourceQuotas()
                    .inNamespace("vcluster-" + name)
                    .withName("sublet")
                    .get();
            assertEquals("13", quota.getSpec().getHard().get("count/pods").toString());

            auditIsWiredAsTheCommandPrints(client, name, key);

            assertEquals(
                    "sublet: there is no virtual cluster \"" + name + "p\" in namespace " + mark + "; did you mean "
                            + name + "?",
                    vcluster("pause", name + "p").err().strip());
            assertEquals(0, vcluster("pause", name, "--by", "bob@example.com").exitCode());
            Eventually.isTrue(
                    LIMIT,
                    () -> vcluster("show", name).out(),
                    () -> vcluster("show", name).out().contains("Paused"));
            assertEquals(
                    0,
                    client.apps()
                            .statefulSets()
                            .inNamespace("vcluster-" + name)
                            .withName(name)
                            .get()
                            .getSpec()
                            .getReplicas());
            takesADeletionBack(name);
            showsWhatItDid(Cli.text(log));
            Cli kept = Cli.run(
                    "query",
                    "--data",
                    folder.resolve("data").toString(),
                    "--format",
                    "csv",
                    "SELECT DISTINCT verb, requested_by FROM lifecycle_action WHERE via = 'cli' ORDER BY verb");
            assertEquals(
                    "verb,requested_by\ncreate,ann@example.com\ndelete,eve@example.com\npause,bob@example.com\nundo,bob@example.com\n",
                    kept.out().replace("\r", ""),
                    kept.err());

            daemon.destroy();
            assertTrue(daemon.waitFor(20, TimeUnit.SECONDS), "the daemon did not stop: " + Cli.text(log));
        }
    }

    /** By hand or by the operator, a vcluster gets the same. */
    private static void auditIsWiredAsTheCommandPrints(KubernetesClient client, String name, Path key) {
        Map<String, String> applied = client.secrets()
                .inNamespace("vcluster-" + name)
                .withName("sublet-audit")
                .get()
                .getData();
        Cli printed = Cli.run(
                "audit",
                "policy",
                "--vcluster",
                name,
                "--receiver",
                "https://sublet.example.com",
                "--key",
                key.toString());
        assertEquals(0, printed.exitCode(), printed.err());
        List<String> parts = List.of(printed.out().split("\n---\n# webhook.yaml\n", -1));
        assertEquals(2, parts.size(), printed.out());
        assertEquals(yaml(text(applied, "policy.yaml")), yaml(parts.get(0)));
        assertEquals(yaml(text(applied, "webhook.yaml")), yaml(parts.get(1)));
    }

    /** What it says, in whatever order it is written. */
    private static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(text, e);
        }
    }

    private static String text(Map<String, String> data, String key) {
        return new String(Base64.getDecoder().decode(data.get(key)), StandardCharsets.UTF_8).stripTrailing();
    }

    private void showsWhatItDid(String log) throws IOException, InterruptedException {
        Matcher listening = Pattern.compile("event=listening http=(\\S+)").matcher(log);
        assertTrue(listening.find(), log);
        String token = EndpointFile.read(folder.resolve("data"))
                .map(EndpointFile::token)
                .orElseThrow();
        String metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + listening.group(1) + "/metrics"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        for (String part : List.of(
                "sublet_lifecycle_actions_total{result=\"requested\",verb=\"create\"} 1.0",
                "sublet_lifecycle_action_duration_seconds_count{result=\"done\",verb=\"pause\"} 1",
                "sublet_operator_step_duration_seconds_count{step=\"Quota\"}")) {
            assertTrue(metrics.contains(part), () -> part + " is not in\n" + metrics);
        }
    }

    private void takesADeletionBack(String name) {
        Cli deleted = vcluster("delete", name, "--by", "eve@example.com", "--reason", "not needed");
        assertEquals(0, deleted.exitCode(), deleted.err());
        Eventually.isTrue(
                LIMIT,
                () -> vcluster("show", name).out(),
                () -> vcluster("show", name).out().contains("Deleting"));
        assertTrue(
                vcluster("show", name).out().contains("removed for good"),
                vcluster("show", name).out());
        assertEquals(
                "sublet: " + name + " is being deleted; 'sublet vcluster undo' brings it back while that is possible",
                vcluster("resume", name).err().strip());
        assertEquals(0, vcluster("undo", name, "--by", "bob@example.com").exitCode());
        Eventually.isTrue(
                LIMIT,
                () -> vcluster("show", name).out(),
                () -> vcluster("show", name).out().contains("Paused"));
    }

    private void prepare(KubernetesClient client) throws IOException {
        for (String plural : List.of("virtualclusters", "virtualclusteroverrides")) {
            try (InputStream yaml = Files.newInputStream(Path.of("../deploy/crds/" + plural + ".sublet.dev.yaml"))) {
                client.load(yaml).serverSideApply();
            }
        }
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(mark)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }
}
