package dev.sublet.bot.adopt;

import dev.sublet.bot.blueprint.ContainerLimits;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What runs in a namespace, counted as a ResourceQuota counts it: containers that say nothing take the LimitRange's part, and of init
 * containers the largest counts. Stateless.
 */
final class RunningNeed {
    private RunningNeed() {}

    /** Each part of a quota that is too small for what runs, in a sentence. */
    static List<String> beyond(KubernetesClient client, String namespace, ResourceQuota quota, ContainerLimits usual) {
        Map<String, BigDecimal> used = count(client, namespace, usual);
        List<String> beyond = new ArrayList<>();
        new TreeMap<>(quota.getSpec().getHard()).forEach((what, hard) -> {
            BigDecimal now = used.get(what);
            if (now != null && now.compareTo(hard.getNumericalAmount()) > 0) {
                beyond.add(what + ": " + Quantity.fromNumericalAmount(now, hard.getFormat()) + " is used, " + hard
                        + " would be allowed");
            }
        });
        return beyond;
    }

    private static Map<String, BigDecimal> count(KubernetesClient client, String namespace, ContainerLimits usual) {
        Map<String, BigDecimal> used = new TreeMap<>();
        List<Pod> pods = client.pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> pod.getStatus() == null
                        || !List.of("Succeeded", "Failed")
                                .contains(String.valueOf(pod.getStatus().getPhase())))
                .toList();
        for (Pod pod : pods) {
            add(used, pod, "requests.cpu", usual.cpuRequest());
            add(used, pod, "requests.memory", usual.memoryRequest());
            add(used, pod, "requests.ephemeral-storage", usual.ephemeralStorageRequest());
            add(used, pod, "limits.cpu", usual.cpuLimit());
            add(used, pod, "limits.memory", usual.memoryLimit());
            add(used, pod, "limits.ephemeral-storage", usual.ephemeralStorageLimit());
        }
        List<PersistentVolumeClaim> claims =
                client.persistentVolumeClaims().inNamespace(namespace).list().getItems();
        claims.forEach(claim -> used.merge(
                "requests.storage",
                amount(claim.getSpec().getResources().getRequests(), "storage", new Quantity("0")),
                BigDecimal::add));
        List<Service> services = client.services().inNamespace(namespace).list().getItems();
        used.put("count/pods", BigDecimal.valueOf(pods.size()));
        used.put("count/persistentvolumeclaims", BigDecimal.valueOf(claims.size()));
        used.put("count/services", BigDecimal.valueOf(services.size()));
        used.put(
                "services.loadbalancers",
                BigDecimal.valueOf(services.stream()
                        .filter(service ->
                                "LoadBalancer".equals(service.getSpec().getType()))
                        .count()));
        used.put(
                "services.nodeports",
                BigDecimal.valueOf(services.stream()
                        .filter(service -> !"ClusterIP".equals(service.getSpec().getType()))
                        .mapToLong(service -> service.getSpec().getPorts().size())
                        .sum()));
        return used;
    }

    /** The part is such as requests.cpu. */
    private static void add(Map<String, BigDecimal> used, Pod pod, String part, Quantity usual) {
        BigDecimal running = pod.getSpec().getContainers().stream()
                .map(container -> amount(container, part, usual))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal starting = pod.getSpec().getInitContainers().stream()
                .map(container -> amount(container, part, usual))
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        used.merge(part, running.max(starting), BigDecimal::add);
    }

    private static BigDecimal amount(Container container, String part, Quantity usual) {
        String[] kind = part.split("\\.", 2);
        if (container.getResources() == null) {
            return usual.getNumericalAmount();
        }
        return amount(
                kind[0].equals("limits")
                        ? container.getResources().getLimits()
                        : container.getResources().getRequests(),
                kind[1],
                usual);
    }

    private static BigDecimal amount(Map<String, Quantity> from, String what, Quantity usual) {
        Quantity there = from == null ? null : from.get(what);
        return (there == null ? usual : there).getNumericalAmount();
    }
}
