package dev.sublet.cli;

import dev.sublet.bot.desk.Desk;
import dev.sublet.collector.watch.HostClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which host cluster, and where on it the VirtualClusters are. */
final class HostOption {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The host cluster's kubeconfig; default: KUBECONFIG, or the home folder's.")
    private @Nullable Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "A context of it; default: its current one.")
    private @Nullable String context;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The namespace of the VirtualCluster resources; default: the context's.")
    private @Nullable String namespace;

    KubernetesClient open() {
        return HostClient.open(kubeconfig, context);
    }

    /** Another context of the same file. */
    KubernetesClient open(String other) {
        return HostClient.open(kubeconfig, other);
    }

    /** Asks at the desk of that namespace. */
    <T> T atDesk(Function<Desk, T> question) {
        try (KubernetesClient client = open()) {
            return question.apply(new Desk(client, namespace(client), Clock.systemUTC()));
        }
    }

    /** Where the VirtualClusters are. */
    String namespace(KubernetesClient client) {
        String named = namespace == null ? client.getConfiguration().getNamespace() : namespace;
        return named == null ? "default" : named;
    }
}
