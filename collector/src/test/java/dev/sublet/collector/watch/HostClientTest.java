package dev.sublet.collector.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostClientTest {
    @TempDir
    private Path folder;

    private Path kubeconfig() throws IOException {
        return Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: one
                clusters:
                  - {name: c1, cluster: {server: "http://127.0.0.1:1"}}
                  - {name: c2, cluster: {server: "http://127.0.0.1:2"}}
                users:
                  - {name: u, user: {token: t}}
                contexts:
                  - {name: one, context: {cluster: c1, user: u}}
                  - {name: two, context: {cluster: c2, user: u}}
                """);
    }

    @Test
    void the_current_context_or_the_named_one_is_used() throws IOException {
        try (KubernetesClient client = HostClient.open(kubeconfig(), null)) {
            assertEquals("http://127.0.0.1:1/", client.getMasterUrl().toString());
            assertEquals("t", HostClient.token(client).get());
        }
        try (KubernetesClient client = HostClient.open(kubeconfig(), "two")) {
            assertEquals("http://127.0.0.1:2/", client.getMasterUrl().toString());
        }
    }

    @Test
    void an_unknown_context_or_file_is_one_line() throws IOException {
        Path file = kubeconfig();
        ClusterException context = assertThrows(ClusterException.class, () -> HostClient.open(file, "three"));
        assertEquals(
                "there is no context 'three' in " + file + "; list them with 'kubectl config get-contexts'",
                context.getMessage());
        ClusterException missing =
                assertThrows(ClusterException.class, () -> HostClient.open(folder.resolve("none"), null));
        assertTrue(String.valueOf(missing.getMessage()).endsWith("cannot be read; check collector.kubeconfig"));
        Path broken = Files.writeString(folder.resolve("broken"), "clusters: [");
        ClusterException invalid = assertThrows(ClusterException.class, () -> HostClient.open(broken, null));
        assertEquals(1, String.valueOf(invalid.getMessage()).lines().count());
    }
}
