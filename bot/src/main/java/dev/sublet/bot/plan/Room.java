package dev.sublet.bot.plan;

import dev.sublet.bot.blueprint.ContainerLimits;
import dev.sublet.bot.blueprint.Size;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * ResourceQuota and LimitRange. A quota counts the control plane and DNS too, since they run in the same namespace: their need is added
 * to what the size gives tenants. Stateless.
 */
public final class Room {
    public static final String NAME = "sublet";

    /** Another DNS pod may start before the old one ends, and a new control plane pod before its volume is free. */
    private static final int DNS_PODS = 2;

    private static final int OWN_PODS = 1 + DNS_PODS;
    private static final int OWN_SERVICES = 6;
    /** What the limits of a size are, beside its requests. */
    private static final BigDecimal LIMITS = BigDecimal.valueOf(2);

    private Room() {}

    public static ResourceQuota quota(Wanted wanted) {
        Size size = wanted.size();
        ControlPlane own = ControlPlane.USUAL;
        Map<String, Quantity> hard = new TreeMap<>();
        hard.put("requests.cpu", plus(size.cpu(), own.cpuRequest(), own.dnsCpuRequest()));
        hard.put("requests.memory", plus(size.memory(), own.memoryRequest(), own.dnsMemoryRequest()));
        hard.put("limits.cpu", plus(times(size.cpu()), own.cpuLimit(), own.dnsCpuLimit()));
        hard.put("limits.memory", plus(times(size.memory()), own.memoryLimit(), own.dnsMemoryLimit()));
        ContainerLimits usual = wanted.blueprint().limits();
        hard.put(
                "requests.ephemeral-storage",
                plus(size.ephemeralStorage(), own.ephemeralRequest(), usual.ephemeralStorageRequest()));
        hard.put(
                "limits.ephemeral-storage",
                plus(times(size.ephemeralStorage()), own.ephemeralLimit(), usual.ephemeralStorageLimit()));
        hard.put("requests.storage", plus(size.storage(), own.volume(), Quantity.parse("0")));
        hard.put("count/pods", count(size.pods() + OWN_PODS));
        hard.put("count/services", count(size.pods() + OWN_SERVICES));
        hard.put("count/persistentvolumeclaims", count(size.pods() + 1));
        hard.put("count/secrets", count(10 * size.pods() + 100));
        hard.put("count/configmaps", count(10 * size.pods() + 100));
        int balancers = size.loadBalancers() + (Exposed.needsLoadBalancer(wanted) ? 1 : 0);
        hard.put("services.loadbalancers", count(balancers));
        // A load balancer takes node ports: with none it could not be made.
        hard.put("services.nodeports", count(balancers * 10));
        hard.putAll(size.hard());
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(wanted.hostNamespace())
                .withLabels(Labels.common(wanted))
                .endMetadata()
                .withNewSpec()
                .withHard(hard)
                .endSpec()
                .build();
    }

    /** Without it a quota would refuse every container that says nothing of its needs. */
    public static LimitRange limitRange(Wanted wanted) {
        ContainerLimits limits = wanted.blueprint().limits();
        return new LimitRangeBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(wanted.hostNamespace())
                .withLabels(Labels.common(wanted))
                .endMetadata()
                .withNewSpec()
                .addNewLimit()
                .withType("Container")
                .withDefault(Map.of(
                        "cpu", limits.cpuLimit(),
                        "memory", limits.memoryLimit(),
                        "ephemeral-storage", limits.ephemeralStorageLimit()))
                .withDefaultRequest(Map.of(
                        "cpu", limits.cpuRequest(),
                        "memory", limits.memoryRequest(),
                        "ephemeral-storage", limits.ephemeralStorageRequest()))
                .endLimit()
                .endSpec()
                .build();
    }

    private static Quantity plus(Quantity tenant, Quantity controlPlane, Quantity dns) {
        BigDecimal sum = tenant.getNumericalAmount()
                .add(controlPlane.getNumericalAmount())
                .add(dns.getNumericalAmount().multiply(BigDecimal.valueOf(DNS_PODS)));
        return Quantity.fromNumericalAmount(sum, tenant.getFormat());
    }

    private static Quantity times(Quantity quantity) {
        return Quantity.fromNumericalAmount(quantity.getNumericalAmount().multiply(LIMITS), quantity.getFormat());
    }

    private static Quantity count(int count) {
        return new Quantity(Integer.toString(count));
    }
}
