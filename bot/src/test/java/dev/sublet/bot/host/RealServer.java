package dev.sublet.bot.host;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real API server that is meant for tests: SUBLET_TEST_KUBECONFIG, or a KUBECONFIG that lies beside a file kube-test-run. Tests that
 * need one are skipped when there is none, and say so.
 */
public final class RealServer {
    private RealServer() {}

    /** A client as its administrator; the caller closes it. Our resource definitions are there. */
    public static KubernetesClient require() {
        Path kubeconfig = kubeconfig();
        Assumptions.assumeTrue(kubeconfig != null, "skipped: no test API server (set SUBLET_TEST_KUBECONFIG)");
        KubernetesClient client = open(kubeconfig);
        defineResources(client);
        return client;
    }

    public static @Nullable Path kubeconfig() {
        String given = System.getenv("SUBLET_TEST_KUBECONFIG");
        String usual = System.getenv("KUBECONFIG");
        if (given == null && usual != null && Files.exists(Path.of(usual).resolveSibling("kube-test-run"))) {
            given = usual;
        }
        return given == null ? null : Path.of(given);
    }

    public static KubernetesClient open(@Nullable Path kubeconfig) {
        if (kubeconfig == null) {
            throw new IllegalArgumentException("there is no kubeconfig");
        }
        Config config = new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                .withRequestRetryBackoffLimit(3)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static void defineResources(KubernetesClient client) {
        try (Stream<Path> definitions = Files.list(Path.of("../deploy/crds"))) {
            List<Path> files = definitions.sorted().toList();
            for (Path file : files) {
                try (InputStream yaml = Files.newInputStream(file)) {
                    CustomResourceDefinition definition = client.apiextensions()
                            .v1()
                            .customResourceDefinitions()
                            .load(yaml)
                            .item();
                    client.resource(definition).serverSideApply();
                    client.resource(definition)
                            .waitUntilCondition(
                                    there -> there != null
                                            && there.getStatus() != null
                                            && there.getStatus().getConditions() != null
                                            && there.getStatus().getConditions().stream()
                                                    .anyMatch(condition -> "Established".equals(condition.getType())
                                                            && "True".equals(condition.getStatus())),
                                    30,
                                    TimeUnit.SECONDS);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("the definitions of ../deploy/crds cannot be read", e);
        }
    }
}
