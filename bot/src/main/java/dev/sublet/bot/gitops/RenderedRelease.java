package dev.sublet.bot.gitops;

import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.release.Releases;
import dev.sublet.bot.resource.GitStatus;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import dev.sublet.bot.work.Workload;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** Releases that ArgoCD renders: it would undo whatever the operator did to them, so the operator does nothing. Stateless. */
public final class RenderedRelease {
    private RenderedRelease() {}

    /** Ends the way of a virtual cluster before anything of such a release is changed. */
    public static Step step() {
        return Step.of("Git", work -> {
            Optional<GitStatus> owner = find(
                    work.host(), work.wanted().hostNamespace(), work.wanted().name());
            if (owner.isPresent()) {
                throw new RefusedException(message(work, owner.get()));
            }
            return Outcome.DONE;
        });
    }

    private static String message(Work work, GitStatus owner) {
        return "release " + work.wanted().hostNamespace() + "/" + work.wanted().name()
                + " is rendered by ArgoCD application " + owner.object()
                + "; change it there, or take the release out of that application";
    }

    /** The application that renders it, or empty. Reads the Secret and the control plane that the chart makes. */
    public static Optional<GitStatus> find(Host host, String hostNamespace, String name) {
        return find(host.client(), host.releases(), hostNamespace, name);
    }

    /** The same without an operator. */
    public static Optional<GitStatus> find(
            KubernetesClient client, Releases releases, String hostNamespace, String name) {
        Secret config = client.secrets()
                .inNamespace(hostNamespace)
                .withName("vc-config-" + name)
                .get();
        return Optional.ofNullable(config)
                .flatMap(GitOwner::argocd)
                .or(() -> Workload.find(client, hostNamespace, name)
                        .map(Workload::object)
                        .flatMap(GitOwner::argocd)
                        // With a release Secret it is Helm's, and the marks came with the values.
                        .filter(owner -> releases.find(hostNamespace, name).isEmpty()));
    }
}
