package dev.sublet.bot.install;

import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Wanted;
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

/** Waits until the control plane answers. Stateless. */
public final class ReleaseSteps {
    private static final Duration SOON = Duration.ofSeconds(10);

    private ReleaseSteps() {}

    /** Waits for the pods of what is installed. */
    public static Step running() {
        return Step.of("Running", ReleaseSteps::running);
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
        return Outcome.DONE;
    }

    private static Instant started(Workload workload) {
        return Instant.parse(workload.object().getMetadata().getCreationTimestamp());
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
