package dev.sublet.collector.watch;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler reserves for a pod: containers and sidecars together, or the largest init container with the
 * sidecars before it, plus overhead. Pod-level resources replace CPU and memory. While a resize in place is under way
 * the largest of wanted, allocated and actuated counts; an infeasible resize drops what is wanted.
 */
record EffectiveRequests(
        long cpuMillicores,
        long memoryKib,
        long gpus,
        @Nullable Long cpuLimitMillicores) {
    /** Amounts of one container or of a sum of them. */
    private record Amounts(long cpuMillicores, long memoryKib, long gpus) {
        static final Amounts NONE = new Amounts(0, 0, 0);

        static Amounts of(@Nullable Map<String, Quantity> requests) {
            return new Amounts(
                    Quantities.millicores(requests, "cpu"),
                    Quantities.kib(requests, "memory"),
                    Quantities.gpus(requests));
        }

        Amounts plus(Amounts other) {
            return new Amounts(
                    Math.addExact(cpuMillicores, other.cpuMillicores),
                    Math.addExact(memoryKib, other.memoryKib),
                    Math.addExact(gpus, other.gpus));
        }

        Amounts max(Amounts other) {
            return new Amounts(
                    Math.max(cpuMillicores, other.cpuMillicores),
                    Math.max(memoryKib, other.memoryKib),
                    Math.max(gpus, other.gpus));
        }
    }

    static EffectiveRequests of(Pod pod) {
        PodSpec spec = pod.getSpec();
        if (spec == null) {
            return new EffectiveRequests(0, 0, 0, null);
        }
        boolean infeasible = resizeInfeasible(pod.getStatus());
        Map<String, ContainerStatus> statuses = statusesByName(pod.getStatus());
        Amounts running = Amounts.NONE;
        for (Container container : Lists.orEmpty(spec.getContainers())) {
            running = running.plus(wanted(container, statuses, infeasible));
        }
        Amounts sidecars = Amounts.NONE;
        Amounts starting = Amounts.NONE;
        for (Container init : Lists.orEmpty(spec.getInitContainers())) {
            Amounts own = wanted(init, statuses, infeasible);
            if (isSidecar(init)) {
                sidecars = sidecars.plus(own);
                starting = starting.max(sidecars);
            } else {
                starting = starting.max(sidecars.plus(own));
            }
        }
        Amounts whole =
                podLevel(pod, running.plus(sidecars).max(starting), infeasible).plus(Amounts.of(spec.getOverhead()));
        return new EffectiveRequests(whole.cpuMillicores, whole.memoryKib, whole.gpus, cpuLimit(spec));
    }

    static boolean isSidecar(Container init) {
        return "Always".equals(init.getRestartPolicy());
    }

    private static Amounts wanted(Container container, Map<String, ContainerStatus> statuses, boolean infeasible) {
        Amounts spec = Amounts.of(requests(container.getResources()));
        ContainerStatus status = statuses.get(container.getName());
        if (status == null || (requests(status.getResources()) == null && isEmpty(status.getAllocatedResources()))) {
            return spec;
        }
        Amounts actual = Amounts.of(requests(status.getResources())).max(Amounts.of(status.getAllocatedResources()));
        // Only CPU and memory can be resized; what else was asked for stays.
        return infeasible
                ? new Amounts(actual.cpuMillicores, actual.memoryKib, Math.max(spec.gpus, actual.gpus))
                : spec.max(actual);
    }

    private static Amounts podLevel(Pod pod, Amounts containers, boolean infeasible) {
        Map<String, Quantity> spec = requests(pod.getSpec().getResources());
        if (spec == null) {
            return containers;
        }
        PodStatus status = pod.getStatus();
        Map<String, Quantity> actuated = status == null ? null : requests(status.getResources());
        Map<String, Quantity> allocated = status == null ? null : status.getAllocatedResources();
        Amounts actual = Amounts.of(actuated).max(Amounts.of(allocated));
        boolean known = actuated != null || !isEmpty(allocated);
        Amounts wanted = infeasible && known ? actual : Amounts.of(spec).max(actual);
        return new Amounts(
                spec.containsKey("cpu") ? wanted.cpuMillicores : containers.cpuMillicores,
                spec.containsKey("memory") ? wanted.memoryKib : containers.memoryKib,
                containers.gpus);
    }

    private static @Nullable Long cpuLimit(PodSpec spec) {
        Map<String, Quantity> podLimits =
                spec.getResources() == null ? null : spec.getResources().getLimits();
        if (podLimits != null && podLimits.containsKey("cpu")) {
            return Quantities.millicores(podLimits, "cpu");
        }
        long sum = 0;
        for (Container container : Lists.orEmpty(spec.getContainers())) {
            if (!limitsCpu(container)) {
                return null;
            }
            sum += Quantities.millicores(container.getResources().getLimits(), "cpu");
        }
        for (Container init : Lists.orEmpty(spec.getInitContainers())) {
            if (!limitsCpu(init)) {
                return null;
            }
            if (isSidecar(init)) {
                sum += Quantities.millicores(init.getResources().getLimits(), "cpu");
            }
        }
        return sum;
    }

    private static boolean limitsCpu(Container container) {
        return container.getResources() != null
                && container.getResources().getLimits() != null
                && container.getResources().getLimits().containsKey("cpu");
    }

    private static boolean resizeInfeasible(@Nullable PodStatus status) {
        if (status == null) {
            return false;
        }
        return "Infeasible".equals(status.getResize())
                || Lists.orEmpty(status.getConditions()).stream()
                        .anyMatch(condition -> "PodResizePending".equals(condition.getType())
                                && "True".equals(condition.getStatus())
                                && "Infeasible".equals(condition.getReason()));
    }

    private static Map<String, ContainerStatus> statusesByName(@Nullable PodStatus status) {
        Map<String, ContainerStatus> byName = new HashMap<>();
        if (status != null) {
            for (List<ContainerStatus> list : List.of(
                    Lists.orEmpty(status.getContainerStatuses()), Lists.orEmpty(status.getInitContainerStatuses()))) {
                list.forEach(one -> byName.put(one.getName(), one));
            }
        }
        return byName;
    }

    private static @Nullable Map<String, Quantity> requests(@Nullable ResourceRequirements resources) {
        return resources == null || isEmpty(resources.getRequests()) ? null : resources.getRequests();
    }

    private static boolean isEmpty(@Nullable Map<String, Quantity> amounts) {
        return amounts == null || amounts.isEmpty();
    }
}
