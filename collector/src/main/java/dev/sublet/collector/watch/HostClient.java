package dev.sublet.collector.watch;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connects to the host cluster by kubeconfig or, inside a pod, by its ServiceAccount. */
public final class HostClient {
    /** The client's own retries; the informers try again anyway, and a start should fail while someone still looks. */
    private static final int RETRIES = 3;

    private HostClient() {}

    /**
     * Opens a client; the caller closes it. Nothing is sent yet.
     *
     * @param kubeconfig null for KUBECONFIG, the home folder's file, or the pod's own account, in that order
     * @param context a context of that file, or null for its current one
     * @throws ClusterException when there is no such file or context
     */
    public static KubernetesClient open(@Nullable Path kubeconfig, @Nullable String context) {
        Config config = config(kubeconfig, context);
        if (context != null
                && (config.getCurrentContext() == null
                        || !context.equals(config.getCurrentContext().getName()))) {
            throw new ClusterException(
                    "there is no context '" + context + "' in "
                            + (kubeconfig == null ? "the kubeconfig" : kubeconfig)
                            + "; list them with 'kubectl config get-contexts'",
                    null);
        }
        Config patient =
                new ConfigBuilder(config).withRequestRetryBackoffLimit(RETRIES).build();
        return new KubernetesClientBuilder().withConfig(patient).build();
    }

    private static Config config(@Nullable Path kubeconfig, @Nullable String context) {
        if (kubeconfig == null) {
            return Config.autoConfigure(context);
        }
        if (!Files.isReadable(kubeconfig)) {
            throw new ClusterException(
                    "kubeconfig " + kubeconfig + " cannot be read; check collector.kubeconfig", null);
        }
        try {
            return context == null
                    ? Config.fromKubeconfig(kubeconfig.toFile())
                    : Config.fromKubeconfig(context, kubeconfig.toFile());
        } catch (RuntimeException e) {
            throw new ClusterException("kubeconfig " + kubeconfig + " is not valid: " + KindWatch.line(e), e);
        }
    }

    /**
     * The UID by which a cluster is known: that of its namespace kube-system.
     *
     * @throws ClusterException when it cannot be asked for
     */
    public static String clusterUid(KubernetesClient client) {
        try {
            Namespace namespace = client.namespaces().withName("kube-system").get();
            if (namespace != null) {
                return namespace.getMetadata().getUid();
            }
        } catch (KubernetesClientException e) {
            throw new ClusterException(
                    client.getMasterUrl() + " cannot be asked for namespace kube-system: " + KindWatch.line(e)
                            + "; check address and credentials",
                    e);
        }
        throw new ClusterException(
                client.getMasterUrl() + " has no namespace kube-system, whose UID is the cluster's identity; is this a"
                        + " Kubernetes API?",
                null);
    }

    /** The token that the client itself uses, asked anew each time; null when a certificate speaks for it. */
    static Supplier<@Nullable String> token(KubernetesClient client) {
        return () -> {
            Config config = client.getConfiguration();
            if (config.getOauthTokenProvider() != null) {
                return config.getOauthTokenProvider().getToken();
            }
            return config.getOauthToken() != null ? config.getOauthToken() : config.getAutoOAuthToken();
        };
    }

    static String read(Path file, String setting) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ClusterException(
                    setting + " " + file + " cannot be read: " + e.getMessage() + "; check path and permissions", e);
        }
    }
}
