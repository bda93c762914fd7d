package dev.sublet.bot.host;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rights as they are shipped, for the operator of one test. */
public final class OperatorRights {
    private static final Path FILE = Path.of("../deploy/operator-rbac.yaml");
    private static final Path POLICIES = Path.of("../deploy/operator-policies-rbac.yaml");
    private static final String ACCOUNT = "sublet-operator";

    private OperatorRights() {}

    /** The shipped objects, as they are. */
    public static List<HasMetadata> shipped(KubernetesClient client) {
        return load(client, text());
    }

    /** The shipped objects for policies of the whole cluster. */
    public static List<HasMetadata> policies(KubernetesClient client) {
        return load(client, read(POLICIES));
    }

    /** The shipped file. */
    public static String text() {
        return read(FILE);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Applies those for policies of the whole cluster, for the operator of one test and one kind of constraint. */
    public static void grantPolicies(KubernetesClient admin, String namespace, String constraints) {
        String own = read(POLICIES)
                .replace("namespace: sublet\n", "namespace: " + namespace + "\n")
                .replace("name: sublet-operator-policies", "name: sublet-operator-policies-" + namespace)
                .replace("k8sallowedrepos", constraints);
        load(admin, own).forEach(object -> admin.resource(object).serverSideApply());
    }

    /**
     * Applies them with the namespace replaced, and returns a client that has a token of the operator's ServiceAccount and nothing else.
     * The two ClusterRoles are the same for all tests; the binding of the first gets a name of its own.
     */
    public static KubernetesClient grant(KubernetesClient admin, String namespace) {
        install(admin, namespace);
        return as(admin, namespace, ACCOUNT);
    }

    /** The same, and each request of the client is counted. */
    public static KubernetesClient grant(KubernetesClient admin, String namespace, RequestCount count) {
        install(admin, namespace);
        return new KubernetesClientBuilder()
                .withConfig(config(admin, namespace, ACCOUNT))
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("count", count))
                .build();
    }

    /** The same, as a kubeconfig for another process. Its token lives for an hour. */
    public static Path grant(KubernetesClient admin, String namespace, Path file) {
        install(admin, namespace);
        Config config = config(admin, namespace, ACCOUNT);
        Map<String, String> authority = new HashMap<>();
        if (config.getCaCertData() == null) {
            authority.put("certificate-authority", config.getCaCertFile());
        } else {
            authority.put("certificate-authority-data", config.getCaCertData());
        }
        authority.put("server", config.getMasterUrl());
        try {
            Files.writeString(
                    file,
                    Serialization.asYaml(Map.of(
                            "apiVersion",
                            "v1",
                            "kind",
                            "Config",
                            "clusters",
                            List.of(Map.of("name", "c", "cluster", authority)),
                            "users",
                            List.of(Map.of("name", "u", "user", Map.of("token", config.getOauthToken()))),
                            "contexts",
                            List.of(Map.of("name", "c", "context", Map.of("cluster", "c", "user", "u"))),
                            "current-context",
                            "c")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static void install(KubernetesClient admin, String namespace) {
        String argocd = namespace + "-argocd";
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(argocd)
                        .endMetadata()
                        .build())
                .serverSideApply();
        String own = text().replace("namespace: sublet\n", "namespace: " + namespace + "\n")
                .replace("namespace: argocd\n", "namespace: " + argocd + "\n");
        for (HasMetadata object : load(admin, own)) {
            if (object instanceof ClusterRoleBinding binding) {
                binding.getMetadata().setName(binding.getMetadata().getName() + "-" + namespace);
            }
            admin.resource(object).serverSideApply();
        }
    }

    /** A client that has a token of a ServiceAccount, and nothing else. */
    public static KubernetesClient as(KubernetesClient admin, String namespace, String account) {
        return new KubernetesClientBuilder()
                .withConfig(config(admin, namespace, account))
                .build();
    }

    private static Config config(KubernetesClient admin, String namespace, String account) {
        String token = admin.serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest()
                .getStatus()
                .getToken();
        Config given = admin.getConfiguration();
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(given.getMasterUrl())
                .withCaCertData(given.getCaCertData())
                .withCaCertFile(given.getCaCertFile())
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(3)
                .build();
    }

    private static List<HasMetadata> load(KubernetesClient client, String yaml) {
        return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
    }
}
