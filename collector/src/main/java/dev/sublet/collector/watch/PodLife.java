package dev.sublet.collector.watch;

import dev.sublet.collector.facts.EndedRun;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When a pod was scheduled, whether it runs, and when it ended, in seconds since the epoch. */
record PodLife(
        @Nullable Long scheduledS,
        boolean running,
        @Nullable Long finishedS,
        List<EndedRun> endedRuns) {

    static PodLife of(Pod pod) {
        PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
        return new PodLife(scheduledS(pod, status), running(status), finishedS(pod, status), endedRuns(status));
    }

    private static @Nullable Long scheduledS(Pod pod, PodStatus status) {
        String node = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
        if (node == null || node.isEmpty()) {
            return null;
        }
        for (PodCondition condition : Lists.orEmpty(status.getConditions())) {
            if ("PodScheduled".equals(condition.getType()) && "True".equals(condition.getStatus())) {
                Long at = Times.seconds(condition.getLastTransitionTime());
                if (at != null) {
                    return at;
                }
            }
        }
        Long started = Times.seconds(status.getStartTime());
        return started != null ? started : Times.seconds(pod.getMetadata().getCreationTimestamp());
    }

    private static List<EndedRun> endedRuns(PodStatus status) {
        List<ContainerStatus> all = new ArrayList<>(Lists.orEmpty(status.getContainerStatuses()));
        all.addAll(Lists.orEmpty(status.getInitContainerStatuses()));
        List<EndedRun> runs = new ArrayList<>();
        for (ContainerStatus one : all) {
            // The older one first.
            addRun(runs, one.getName(), one.getLastState());
            addRun(runs, one.getName(), one.getState());
        }
        return List.copyOf(runs);
    }

    private static void addRun(List<EndedRun> runs, @Nullable String container, @Nullable ContainerState state) {
        ContainerStateTerminated end = state == null ? null : state.getTerminated();
        Long startS = end == null ? null : Times.seconds(end.getStartedAt());
        Long endS = end == null ? null : Times.seconds(end.getFinishedAt());
        // A runtime that lost a container reports the zero time.
        if (container != null && startS != null && endS != null && startS > 0 && endS >= startS) {
            runs.add(new EndedRun(container, startS, endS));
        }
    }

    private static boolean running(PodStatus status) {
        if (Lists.orEmpty(status.getContainerStatuses()).stream().anyMatch(PodLife::runs)) {
            return true;
        }
        return Lists.orEmpty(status.getInitContainerStatuses()).stream().anyMatch(PodLife::runs);
    }

    private static boolean runs(ContainerStatus status) {
        return status.getState() != null && status.getState().getRunning() != null;
    }

    private static @Nullable Long finishedS(Pod pod, PodStatus status) {
        if (!ended(pod, status)) {
            return null;
        }
        List<ContainerStatus> all = new ArrayList<>(Lists.orEmpty(status.getContainerStatuses()));
        all.addAll(Lists.orEmpty(status.getInitContainerStatuses()));
        Long last = null;
        for (ContainerStatus one : all) {
            ContainerStateTerminated end = terminated(one);
            Long at = end == null ? null : Times.seconds(end.getFinishedAt());
            // A runtime that lost a container reports the zero time.
            if (at != null && at > 0 && (last == null || at > last)) {
                last = at;
            }
        }
        return last;
    }

    /** Ended for good: a container that has ended but will be started again still holds its request. */
    private static boolean ended(Pod pod, PodStatus status) {
        if ("Succeeded".equals(status.getPhase()) || "Failed".equals(status.getPhase())) {
            return true;
        }
        List<ContainerStatus> containers = Lists.orEmpty(status.getContainerStatuses());
        if (pod.getSpec() == null
                || containers.size()
                        < Lists.orEmpty(pod.getSpec().getContainers()).size()
                || running(status)) {
            return false;
        }
        boolean allTerminated = containers.stream()
                .allMatch(one -> one.getState() != null && one.getState().getTerminated() != null);
        if (containers.isEmpty() || !allTerminated || sidecarPending(pod, status)) {
            return false;
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return true;
        }
        String policy = pod.getSpec().getRestartPolicy();
        return "Never".equals(policy)
                || ("OnFailure".equals(policy)
                        && containers.stream()
                                .allMatch(one -> Integer.valueOf(0)
                                        .equals(one.getState().getTerminated().getExitCode())));
    }

    private static boolean sidecarPending(Pod pod, PodStatus status) {
        Set<String> sidecars = new HashSet<>();
        for (Container init : Lists.orEmpty(pod.getSpec().getInitContainers())) {
            if (EffectiveRequests.isSidecar(init)) {
                sidecars.add(init.getName());
            }
        }
        return Lists.orEmpty(status.getInitContainerStatuses()).stream()
                .anyMatch(one -> sidecars.contains(one.getName())
                        && (one.getState() == null || one.getState().getTerminated() == null));
    }

    private static @Nullable ContainerStateTerminated terminated(ContainerStatus status) {
        if (status.getState() != null && status.getState().getTerminated() != null) {
            return status.getState().getTerminated();
        }
        return status.getLastState() == null ? null : status.getLastState().getTerminated();
    }
}
