package dev.sublet.bot.work;

import dev.sublet.bot.plan.Place;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.ExposeSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a virtual cluster's API is reached from outside of its host. Stateless. */
public final class Outside {
    private Outside() {}

    /**
     * Its DNS name or address.
     *
     * @param client the host's, which is asked only where a load balancer gives the address
     * @return null when it is not exposed, or when its load balancer has no address yet
     */
    public static @Nullable String host(KubernetesClient client, Wanted wanted) {
        ExposeSpec expose = wanted.expose();
        if (expose == null) {
            return null;
        }
        return expose.way() == ExposeSpec.Way.LoadBalancer ? balancer(client, wanted) : expose.host();
    }

    /** As a part of an address: IPv6 needs brackets there. */
    public static String inAddress(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** What its load balancer is reached at; null without one, or while it has no address. */
    public static @Nullable String balancer(KubernetesClient client, Place wanted) {
        Service service = client.services()
                .inNamespace(wanted.hostNamespace())
                .withName(wanted.name())
                .get();
        if (service == null
                || service.getStatus() == null
                || service.getStatus().getLoadBalancer() == null
                || service.getStatus().getLoadBalancer().getIngress() == null) {
            return null;
        }
        return service.getStatus().getLoadBalancer().getIngress().stream()
                .flatMap(ingress -> Stream.of(ingress.getHostname(), ingress.getIp()))
                .filter(Objects::nonNull)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
