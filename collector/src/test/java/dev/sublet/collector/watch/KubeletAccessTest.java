package dev.sublet.collector.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.kubelet.KubeletException;
import dev.sublet.collector.kubelet.KubeletException.Reason;
import dev.sublet.collector.kubelet.SummarySource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KubeletAccessTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    private final List<String> tokens = new ArrayList<>();
    private HttpsServer kubelet;
    private KubernetesClient client;

    @BeforeEach
    void startKubeletWithItsOwnCertificate() throws Exception {
        Path store = folder.resolve("kubelet.p12");
        keytool(
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-keyalg",
                "EC",
                "-dname",
                "CN=n1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-alias",
                "k");
        keytool("-exportcert", "-rfc", "-keystore", store.toString(), "-alias", "k", "-file", ca().toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        kubelet = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        kubelet.setHttpsConfigurator(new HttpsConfigurator(tls));
        kubelet.createContext("/", exchange -> {
            try (exchange) {
                tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                byte[] body = "{\"node\":{\"nodeName\":\"n1\"},\"pods\":[]}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        kubelet.start();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:" + kubelet.getAddress().getPort())
                .withOauthToken("from-kubeconfig")
                .withTrustCerts(true)
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    @AfterEach
    void stop() {
        client.close();
        kubelet.stop(0);
    }

    private Path ca() {
        return folder.resolve("ca.pem");
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    private NodeFacts node() {
        return new NodeFacts(
                "u",
                "n1",
                0,
                1,
                1,
                1,
                1,
                0,
                null,
                null,
                null,
                null,
                false,
                null,
                "127.0.0.1",
                kubelet.getAddress().getPort());
    }

    private static KubeletSettings settings(
            KubeletSettings.Access access, Path caFile, boolean insecure, Path tokenFile) {
        return new KubeletSettings(access, "https", caFile, insecure, tokenFile, PATIENT, 64 * 1024, 4, PATIENT);
    }

    private static KubeletSettings direct() {
        KubeletSettings defaults = KubeletSettings.DEFAULT;
        return new KubeletSettings(
                KubeletSettings.Access.DIRECT, "https", null, false, null, PATIENT, 64 * 1024, 4, defaults.deadline());
    }

    @Test
    void a_kubelet_signed_by_the_given_authority_is_believed_and_the_token_read_again() throws Exception {
        Path tokenFile = Files.writeString(folder.resolve("token"), "first\n");
        SummarySource source =
                KubeletAccess.of(client, settings(KubeletSettings.Access.DIRECT, ca(), false, tokenFile));
        assertEquals("n1", source.summaryOf(node(), PATIENT).node());
        Files.writeString(tokenFile, "second\n");
        source.summaryOf(node(), PATIENT);
        assertEquals(List.of("Bearer first", "Bearer second"), tokens);
    }

    @Test
    void a_kubelet_that_nobody_known_signed_gets_no_token() {
        SummarySource source = KubeletAccess.of(client, direct());
        KubeletException failure = assertThrows(KubeletException.class, () -> source.summaryOf(node(), PATIENT));
        assertEquals(Reason.NOT_TRUSTED, failure.reason());
        assertTrue(String.valueOf(failure.getMessage()).contains("collector.kubelet.caFile"), failure.getMessage());
        assertEquals(List.of(), tokens);
    }

    @Test
    void insecure_believes_anybody_when_told_so() throws Exception {
        KubeletSettings insecure = new KubeletSettings(
                KubeletSettings.Access.DIRECT, "https", null, true, null, PATIENT, 64 * 1024, 4, PATIENT);
        assertEquals(
                "n1",
                KubeletAccess.of(client, insecure).summaryOf(node(), PATIENT).node());
        assertEquals(List.of("Bearer from-kubeconfig"), tokens);
    }

    @Test
    void the_way_through_the_api_server_works_and_is_bounded() throws Exception {
        KubeletSettings proxy = new KubeletSettings(
                KubeletSettings.Access.API_PROXY, "https", null, false, null, PATIENT, 64 * 1024, 4, PATIENT);
        assertEquals(
                "n1", KubeletAccess.of(client, proxy).summaryOf(node(), PATIENT).node());
        KubeletException failure =
                assertThrows(KubeletException.class, () -> new ApiProxySource(client, 10).summaryOf(node(), PATIENT));
        assertEquals(Reason.TOO_LARGE, failure.reason());
    }

    @Test
    void settings_are_checked_with_their_key() {
        IllegalArgumentException failure = assertThrows(
                IllegalArgumentException.class, () -> settings(KubeletSettings.Access.DIRECT, ca(), true, ca()));
        assertTrue(String.valueOf(failure.getMessage()).startsWith("collector.kubelet.insecure is true"));
    }
}
