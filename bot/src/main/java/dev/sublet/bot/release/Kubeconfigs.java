package dev.sublet.bot.release;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down how a client connects, for Helm, which takes a kubeconfig. Stateless. */
final class Kubeconfigs {
    private Kubeconfigs() {}

    /** With the credentials of this moment: a ServiceAccount's token is read anew each time. */
    static String of(Config config) {
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("server", config.getMasterUrl());
        put(cluster, "certificate-authority-data", config.getCaCertData());
        put(cluster, "certificate-authority", config.getCaCertFile());
        if (config.isTrustCerts()) {
            cluster.put("insecure-skip-tls-verify", true);
        }
        Map<String, Object> user = new LinkedHashMap<>();
        put(user, "client-certificate-data", config.getClientCertData());
        put(user, "client-certificate", config.getClientCertFile());
        put(user, "client-key-data", keyData(config));
        put(user, "client-key", config.getClientKeyFile());
        put(user, "token", token(config));
        put(user, "username", config.getUsername());
        put(user, "password", config.getPassword());
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("apiVersion", "v1");
        file.put("kind", "Config");
        file.put("clusters", List.of(Map.of("name", "host", "cluster", cluster)));
        file.put("users", List.of(Map.of("name", "sublet", "user", user)));
        file.put("contexts", List.of(Map.of("name", "host", "context", Map.of("cluster", "host", "user", "sublet"))));
        file.put("current-context", "host");
        return Serialization.asYaml(file);
    }

    private static @Nullable String token(Config config) {
        if (config.getOauthTokenProvider() != null) {
            return config.getOauthTokenProvider().getToken();
        }
        return config.getOauthToken() != null ? config.getOauthToken() : config.getAutoOAuthToken();
    }

    /** Kubeconfigs take base64; the client also keeps PEM. */
    private static @Nullable String keyData(Config config) {
        String data = config.getClientKeyData();
        return data != null && data.startsWith("-----")
                ? Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))
                : data;
    }

    private static void put(Map<String, Object> map, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            map.put(key, value);
        }
    }
}
