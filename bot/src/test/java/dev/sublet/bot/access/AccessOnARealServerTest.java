package dev.sublet.bot.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.RealServer;
import dev.sublet.bot.host.VclusterServer;
import dev.sublet.bot.plan.Oidc;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.plan.Wants;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Against a second real API server, which stands in for the virtual cluster's. Its address replaces the kubeconfig's. */
class AccessOnARealServerTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ANN = "ann@example.com";
    private static final String BOB = "bob@example.com";

    @TempDir
    Path folder = Path.of("");

    private KubernetesClient host;
    private Config inside;
    private Wanted wanted;

    @BeforeEach
    void settle() {
        host = RealServer.require();
        inside = Config.fromKubeconfig(VclusterServer.kubeconfig());
        wanted = Wants.of(folder, "a", "");
    }

    @AfterEach
    void end() {
        if (host != null) {
            access(null).revokeAll(wanted);
            host.close();
        }
    }

    private Access access(@Nullable Oidc oidc) {
        return new Access(
                host,
                of -> Optional.of(
                        new KubernetesClientBuilder().withConfig(inside).build()),
                oidc);
    }

    private KubernetesClient as(Grant grant) {
        Config person = Config.fromKubeconfig(grant.kubeconfig());
        assertNull(person.getClientCertData());
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(inside.getMasterUrl())
                        .withCaCertData(inside.getCaCertData())
                        .withCaCertFile(inside.getCaCertFile())
                        .withOauthToken(String.valueOf(
                                person.getOauthToken() == null ? person.getAutoOAuthToken() : person.getOauthToken()))
                        .withRequestRetryBackoffLimit(1)
                        .build())
                .build();
    }

    @Test
    void a_person_gets_a_short_token_of_his_own_role_and_loses_it_at_once() {
        Access access = access(null);
        Grant ann = access.grant(wanted, ANN, AccessRole.VIEW, HOUR);
        Grant bob = access.grant(wanted, BOB, AccessRole.EDIT, HOUR);
        assertTrue(String.valueOf(ann.note()).contains("no public URL is configured"), ann.note());
        assertFalse(ann.toString().contains("token:"));
        Instant end = ann.expiresAt();
        assertTrue(end != null && !end.isAfter(Instant.now().plus(HOUR).plusSeconds(5)), "ends at " + end);
        try (KubernetesClient one = as(ann);
                KubernetesClient other = as(bob)) {
            assertDoesNotThrow(() -> one.pods().inNamespace("default").list());
            assertCode(403, () -> one.resource(configMap()).create());
            assertCode(403, () -> one.secrets().inNamespace("default").list());
            assertDoesNotThrow(() -> other.resource(configMap()).serverSideApply());
            assertCode(403, () -> other.rbac().clusterRoleBindings().list());
            assertEquals(List.of(new Holder(ANN, "view", true), new Holder(BOB, "edit", true)), access.list(wanted));

            access.grant(wanted, ANN, AccessRole.EDIT, HOUR);
            Eventually.isTrue(
                    LIMIT,
                    () -> "the new role has no effect",
                    () -> code(() -> one.secrets().inNamespace("default").list()) == 200);

            access.revoke(wanted, ANN);
            Eventually.isTrue(
                    LIMIT,
                    () -> "the token still works",
                    () -> code(() -> one.pods().inNamespace("default").list()) == 401);
            assertDoesNotThrow(() -> other.pods().inNamespace("default").list());
            assertEquals(List.of(new Holder(BOB, "edit", true)), access.list(wanted));

            access.revokeAll(wanted);
            Eventually.isTrue(
                    LIMIT,
                    () -> "the token still works",
                    () -> code(() -> other.pods().inNamespace("default").list()) == 401);
            assertEquals(List.of(), access.list(wanted));
        }
    }

    @Test
    void with_an_identity_provider_nothing_secret_is_given() {
        Oidc oidc = Oidc.of("https://login.example.com/realms/dev", "kubernetes");
        Grant grant = access(oidc).grant(wanted, ANN, AccessRole.ADMIN, HOUR);
        assertFalse(grant.secret());
        assertNull(grant.expiresAt());
        assertFalse(grant.kubeconfig().contains("token:") || grant.kubeconfig().contains("client-key"));
        assertTrue(grant.kubeconfig().contains("--oidc-issuer-url=https://login.example.com/realms/dev"));
        access(oidc).trust(wanted, "https://ci.example.com#repo:shop/web:ref:refs/heads/main", AccessRole.EDIT);
        assertEquals(
                List.of(
                        new Holder(ANN, "admin", false),
                        new Holder("https://ci.example.com#repo:shop/web:ref:refs/heads/main", "edit", true)),
                access(oidc).list(wanted));
    }

    @Test
    void what_is_not_a_person_a_time_or_an_identity_is_refused() {
        Access access = access(null);
        for (String person : List.of("", "a b", "a\nb", "a\"b", "system:masters", "../x", "x".repeat(300))) {
            assertThrows(RefusedException.class, () -> access.grant(wanted, person, AccessRole.VIEW, HOUR), person);
        }
        for (Duration life : List.of(Duration.ZERO, Duration.ofMinutes(9), Duration.ofHours(9), HOUR.negated())) {
            assertThrows(RefusedException.class, () -> access.grant(wanted, ANN, AccessRole.VIEW, life));
        }
        for (String identity :
                List.of("ci", "http://ci.example.com#x", "https://ci.example.com#", "https://ci#*", "#x")) {
            assertThrows(RefusedException.class, () -> access.trust(wanted, identity, AccessRole.VIEW), identity);
        }
        assertThrows(RefusedException.class, () -> AccessRole.parse("system:node"));
        assertEquals(List.of(), access.list(wanted));
    }

    private static io.fabric8.kubernetes.api.model.ConfigMap configMap() {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("access-probe")
                .withNamespace("default")
                .endMetadata()
                .build();
    }

    private static int code(Runnable request) {
        try {
            request.run();
            return 200;
        } catch (KubernetesClientException e) {
            return e.getCode();
        }
    }

    private static void assertCode(int code, Executable request) {
        assertEquals(
                code, assertThrows(KubernetesClientException.class, request).getCode());
    }
}
