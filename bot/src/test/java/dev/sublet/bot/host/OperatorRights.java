package dev.sublet.bot.host;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The rights as they are shipped, for the operator of one test. */
public final class OperatorRights {
    private static final Path FILE = Path.of("../deploy/operator-rbac.yaml");
    private static final String ACCOUNT = "sublet-operator";

    private OperatorRights() {}

    /** The shipped objects, as they are. */
    public static List<HasMetadata> shipped(KubernetesClient client) {
        return load(client, text());
    }

    /** The shipped file. */
    public static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Applies them with the namespace replaced, and returns a client that has a token of the operator's ServiceAccount and nothing else.
     * The two ClusterRoles are the same for all tests; the binding of the first gets a name of its own.
     */
    public static KubernetesClient grant(KubernetesClient admin, String namespace) {
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
        return as(admin, namespace, ACCOUNT);
    }

    /** A client that has a token of a ServiceAccount, and nothing else. */
    public static KubernetesClient as(KubernetesClient admin, String namespace, String account) {
        String token = admin.serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest()
                .getStatus()
                .getToken();
        Config given = admin.getConfiguration();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(given.getMasterUrl())
                .withCaCertData(given.getCaCertData())
                .withCaCertFile(given.getCaCertFile())
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(3)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static List<HasMetadata> load(KubernetesClient client, String yaml) {
        return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
    }
}
