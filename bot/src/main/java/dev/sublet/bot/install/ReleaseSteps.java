package dev.sublet.bot.install;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.bot.plan.ChartValues;
import dev.sublet.bot.plan.Exposed;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.release.ReleaseOrder;
import dev.sublet.bot.release.StoredRelease;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import dev.sublet.bot.work.Workload;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Installs the control plane and waits until it answers. Stateless. */
public final class ReleaseSteps {
    private static final Duration SOON = Duration.ofSeconds(10);

    private ReleaseSteps() {}

    /** In their order. */
    public static List<Step> all() {
        return List.of(Step.of("Release", ReleaseSteps::release), Step.of("Running", ReleaseSteps::running));
    }

    /** Upgrades only when chart, version or values differ from what Helm stored, so nothing restarts for nothing. */
    private static Outcome release(Work work) {
        Wanted wanted = work.wanted();
        ObjectNode values = ChartValues.of(wanted, work.host().settings().audit() != null);
        Optional<StoredRelease> stored = work.host().releases().find(wanted.hostNamespace(), wanted.name());
        boolean asWanted = stored.filter(release -> release.isDeployed()
                        && release.chartVersion().equals(wanted.chartVersion())
                        && release.config().equals(values))
                .isPresent();
        if (!asWanted) {
            work.host()
                    .releases()
                    .apply(new ReleaseOrder(
                            wanted.hostNamespace(),
                            wanted.name(),
                            wanted.blueprint().chart(),
                            wanted.chartVersion(),
                            values));
            stored = work.host().releases().find(wanted.hostNamespace(), wanted.name());
        }
        stored.ifPresent(release ->
                work.status().release(wanted.kubernetesVersion(), release.chartVersion(), release.revision()));
        return Outcome.DONE;
    }

    private static Outcome running(Work work) {
        Wanted wanted = work.wanted();
        KubernetesClient client = work.host().client();
        Optional<Workload> workload = Workload.find(client, wanted);
        if (workload.isEmpty()) {
            throw new RefusedException("chart " + wanted.blueprint().chart().source() + " " + wanted.chartVersion()
                    + " made neither a StatefulSet nor a Deployment called " + wanted.name()
                    + "; it is not a vcluster chart");
        }
        if (!workload.get().isReady()) {
            String why = why(client, wanted);
            Duration waited = Duration.between(
                    started(workload.get()), work.host().clock().instant());
            if (waited.compareTo(work.host().settings().patience()) > 0) {
                return new Outcome.Waiting(
                        "not ready after " + waited.toMinutes() + " min: " + why + "; look at it with 'kubectl describe"
                                + " pod -n " + wanted.hostNamespace() + "'",
                        Duration.ofMinutes(1));
            }
            return new Outcome.Waiting("the control plane starts: " + why, SOON);
        }
        work.status().endpoint(endpoint(wanted));
        return Outcome.DONE;
    }

    private static Instant started(Workload workload) {
        return Instant.parse(workload.object().getMetadata().getCreationTimestamp());
    }

    private static String endpoint(Wanted wanted) {
        return wanted.expose() == null || wanted.expose().host() == null
                ? Exposed.inside(wanted)
                : "https://" + wanted.expose().host();
    }

    /** What its pods say about themselves. */
    private static String why(KubernetesClient client, Wanted wanted) {
        List<Pod> pods = client.pods()
                .inNamespace(wanted.hostNamespace())
                .withLabels(Map.of("app", "vcluster", "release", wanted.name()))
                .list()
                .getItems();
        if (pods.isEmpty()) {
            return "there is no pod yet";
        }
        return pods.stream()
                .flatMap(ReleaseSteps::complaints)
                .findFirst()
                .orElseGet(() -> "pod " + pods.get(0).getMetadata().getName() + " is "
                        + pods.get(0).getStatus().getPhase());
    }

    private static Stream<String> complaints(Pod pod) {
        String name = "pod " + pod.getMetadata().getName() + ": ";
        Stream<String> unscheduled = pod.getStatus().getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType())
                        && "False".equals(condition.getStatus())
                        && condition.getMessage() != null)
                .map(condition -> name + condition.getMessage());
        Stream<String> waiting = pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getState() != null && status.getState().getWaiting() != null)
                .map(status -> name + status.getState().getWaiting().getReason());
        return Stream.concat(unscheduled, waiting);
    }
}
