package dev.sublet.bot.access;

import dev.sublet.bot.plan.Oidc;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kubeconfigs for people, built as objects. Stateless. */
final class PersonKubeconfig {
    private PersonKubeconfig() {}

    /**
     * With a token.
     *
     * @param authority base64 of PEM, or null where the address has a certificate that everybody trusts
     */
    static String withToken(String name, String server, @Nullable String authority, String token) {
        return file(name, server, authority, Map.of("token", token));
    }

    /** Without any secret: kubectl runs kubelogin, which opens the person's browser. It is one program file, with no runtime beside it. */
    static String withSignIn(String name, String server, @Nullable String authority, Oidc oidc) {
        Map<String, Object> exec = new LinkedHashMap<>();
        exec.put("apiVersion", "client.authentication.k8s.io/v1");
        exec.put("command", "kubectl");
        exec.put(
                "args",
                List.of(
                        "oidc-login",
                        "get-token",
                        "--oidc-issuer-url=" + oidc.issuer(),
                        "--oidc-client-id=" + oidc.clientId(),
                        "--oidc-extra-scope=email"));
        exec.put("interactiveMode", "IfAvailable");
        exec.put(
                "installHint",
                "kubectl oidc-login is missing; install kubelogin: kubectl krew install oidc-login, or brew install"
                        + " kubelogin");
        return file(name, server, authority, Map.of("exec", exec));
    }

    private static String file(String name, String server, @Nullable String authority, Map<String, ?> user) {
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("server", server);
        if (authority != null) {
            cluster.put("certificate-authority-data", authority);
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("apiVersion", "v1");
        file.put("kind", "Config");
        file.put("clusters", List.of(Map.of("name", name, "cluster", cluster)));
        file.put("users", List.of(Map.of("name", name, "user", user)));
        file.put("contexts", List.of(Map.of("name", name, "context", Map.of("cluster", name, "user", name))));
        file.put("current-context", name);
        return Serialization.asYaml(file);
    }
}
