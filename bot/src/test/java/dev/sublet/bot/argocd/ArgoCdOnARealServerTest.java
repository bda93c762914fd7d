package dev.sublet.bot.argocd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.MovableClock;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.host.VclusterServer;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.work.OperatorSettings;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real API server; ArgoCD is its definition of Applications and this test's hand. The token is used at the second server. */
class ArgoCdOnARealServerTest {
    @TempDir
    Path folder = Path.of("");

    private final MovableClock clock = new MovableClock();
    private RealHost host;

    @BeforeEach
    void settle() {
        host = new RealHost(folder).clock(clock);
        host.settings(usual -> new OperatorSettings(
                usual.namespace(),
                usual.account(),
                usual.labels(),
                usual.audit(),
                host.namespace(),
                usual.watched(),
                usual.parallel(),
                usual.patience()));
        CustomResourceDefinition applications = Serialization.unmarshal("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: applications.argoproj.io}
                spec:
                  group: argoproj.io
                  scope: Namespaced
                  names: {kind: Application, plural: applications, singular: application}
                  versions:
                    - name: v1alpha1
                      served: true
                      storage: true
                      schema:
                        openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
                """, CustomResourceDefinition.class);
        host.client().resource(applications).serverSideApply();
        host.client()
                .resource(applications)
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

    @AfterEach
    void end() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void is_registered_left_alone_while_paused_and_taken_out_in_the_safe_order() throws IOException {
        host.start("undo: 5d");
        host.create("a", "argocd: {register: true, project: shop, labels: {env: test}}");
        host.await("a", Phase.Ready);
        Secret secret = secret();
        assertNotNull(secret);
        assertEquals("test", secret.getMetadata().getLabels().get("env"));
        assertEquals("cluster", secret.getMetadata().getLabels().get(ClusterSecret.TYPE));
        assertEquals("shop", text(secret, "project"));
        assertEquals("https://" + host.name("a") + "." + host.hostNamespace("a") + ".svc:443", text(secret, "server"));
        JsonNode config = new ObjectMapper().readTree(text(secret, "config"));
        assertMayDoAll(config);

        Instant renewal = ClusterSecret.renewAfter(secret);
        clock.forward(ClusterSecret.TOKEN_LIFE.dividedBy(2).plusHours(1));
        host.patch("a", "{\"metadata\": {\"annotations\": {\"look\": \"1\"}}}");
        // Not by its text: the server makes the same token of the same second again.
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "the token is the old one",
                () -> ClusterSecret.renewAfter(secret()).isAfter(renewal.plus(Duration.ofDays(1))));

        host.patch("a", "{\"spec\": {\"paused\": true}}");
        host.await("a", Phase.Paused);
        assertEquals("true", ClusterSecrets.annotation(secret(), ClusterSecret.SKIP));
        host.patch("a", "{\"spec\": {\"paused\": false}}");
        host.await("a", Phase.Ready);
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "still skipped",
                () -> ClusterSecrets.annotation(secret(), ClusterSecret.SKIP) == null);

        application("mine", host.name("a"));
        application("other", "elsewhere");
        host.delete("a");
        host.await("a", Phase.Deleting);
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "not skipped",
                () -> "true".equals(ClusterSecrets.annotation(secret(), ClusterSecret.SKIP)));
        assertEquals(null, find("mine").getMetadata().getDeletionTimestamp());
        clock.forward(Duration.ofDays(5));
        host.patch("a", "{\"metadata\": {\"annotations\": {\"look\": \"2\"}}}");
        Eventually.isTrue(
                RealHost.LIMIT,
                () -> "mine is not deleted: " + host.get("a"),
                () -> find("mine").getMetadata().getDeletionTimestamp() != null);
        assertNotNull(secret());
        assertFalse(secret().getMetadata().getLabels().containsKey("env"));
        assertNotNull(
                host.client().namespaces().withName(host.hostNamespace("a")).get());

        host.client().resource(find("mine")).edit(mine -> {
            mine.getMetadata().setFinalizers(List.of());
            return mine;
        });
        host.awaitGone("a");
        assertEquals(null, secret());
        assertEquals(null, find("other").getMetadata().getDeletionTimestamp());
    }

    @Test
    void without_an_argocd_it_runs_and_says_what_is_missing() throws IOException {
        host.settings(usual -> usual);
        host.start("");
        host.create("a", "argocd: {register: true}");

        assertTrue(host.await("a", Phase.Ready).getStatus().conditions().stream()
                .anyMatch(condition -> condition.getType().equals("ArgoCD")
                        && condition.getReason().equals("NotConfigured")));
    }

    /** ArgoCD would use the service's address, which is nowhere here: the second server answers for it. */
    private static void assertMayDoAll(JsonNode argocd) {
        Config admin = Config.fromKubeconfig(VclusterServer.kubeconfig());
        assertEquals(
                admin.getCaCertData(),
                argocd.path("tlsClientConfig").path("caData").asText());
        Config own = new ConfigBuilder(Config.empty())
                .withMasterUrl(admin.getMasterUrl())
                .withCaCertData(argocd.path("tlsClientConfig").path("caData").asText())
                .withOauthToken(argocd.path("bearerToken").asText())
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(own).build()) {
            assertNotEquals(0, client.rbac().clusterRoles().list().getItems().size());
        }
    }

    private @Nullable Secret secret() {
        return host.client()
                .secrets()
                .inNamespace(host.namespace())
                .withName(host.hostNamespace("a"))
                .get();
    }

    private static String text(Secret secret, String key) {
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }

    private void application(String name, String cluster) {
        host.client()
                .resource(Serialization.unmarshal(
                        """
                        apiVersion: argoproj.io/v1alpha1
                        kind: Application
                        metadata:
                          name: %s
                          namespace: %s
                          finalizers: [resources-finalizer.argocd.argoproj.io]
                        spec: {destination: {name: %s}}
                        """.formatted(name, host.namespace(), cluster), GenericKubernetesResource.class))
                .create();
    }

    private GenericKubernetesResource find(String name) {
        return host.client()
                .genericKubernetesResources("argoproj.io/v1alpha1", "Application")
                .inNamespace(host.namespace())
                .withName(name)
                .get();
    }
}
