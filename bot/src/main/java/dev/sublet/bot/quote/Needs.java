package dev.sublet.bot.quote;

import dev.sublet.bot.blueprint.Size;
import dev.sublet.bot.plan.ControlPlane;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.ExposeSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How much of each resource is held. Immutable. */
record Needs(long millicores, long memoryBytes, long storageBytes, long loadBalancers) {
    private static final BigDecimal MILLI = BigDecimal.valueOf(1000);

    /** All that the size lets a tenant have. */
    static Needs ofTenant(Wanted wanted) {
        Size size = wanted.size();
        return new Needs(
                whole(size.cpu().getNumericalAmount().multiply(MILLI)),
                whole(size.memory().getNumericalAmount()),
                whole(size.storage().getNumericalAmount()),
                size.loadBalancers());
    }

    /** What its own control plane and DNS request, and the load balancer by which it is reached. */
    static Needs ofControlPlane(Wanted wanted) {
        ControlPlane own = ControlPlane.USUAL;
        boolean balanced = wanted.expose() != null && wanted.expose().way() == ExposeSpec.Way.LoadBalancer;
        return new Needs(
                whole(sum(own.cpuRequest(), own.dnsCpuRequest()).multiply(MILLI)),
                whole(sum(own.memoryRequest(), own.dnsMemoryRequest())),
                whole(own.volume().getNumericalAmount()),
                balanced ? 1 : 0);
    }

    private static BigDecimal sum(Quantity a, Quantity b) {
        return a.getNumericalAmount().add(b.getNumericalAmount());
    }

    private static long whole(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.CEILING).longValueExact();
    }
}
