package dev.sublet.bot.approval;

import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.Durations;
import dev.sublet.bot.resource.ExposeSpec;
import dev.sublet.bot.resource.OverrideSpec;
import dev.sublet.bot.resource.ScopeStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of a virtual cluster decides its price, and back from that to what is wanted. Stateless. */
final class Scopes {
    private Scopes() {}

    static ScopeStatus of(Wanted wanted) {
        Duration life = wanted.life();
        return new ScopeStatus(
                wanted.blueprint().name(),
                wanted.size().name(),
                life == null ? null : Durations.text(life),
                isBalanced(wanted));
    }

    /**
     * The resource as a scope has it, all else as the resource says; empty when the blueprint no longer knows it.
     *
     * @param paused as it is wanted now
     */
    static Optional<Wanted> resolve(Resolver resolver, VirtualCluster resource, ScopeStatus scope, boolean paused) {
        VirtualClusterSpec spec = resource.getSpec();
        ExposeSpec expose = spec.expose();
        boolean balanced = expose != null && expose.way() == ExposeSpec.Way.LoadBalancer;
        VirtualCluster other = new VirtualCluster();
        other.setMetadata(resource.getMetadata());
        other.setSpec(new VirtualClusterSpec(
                spec.owner(),
                isOf(spec.blueprint(), scope.blueprint()) ? spec.blueprint() : scope.blueprint(),
                scope.size(),
                spec.kubernetesVersion(),
                spec.chartVersion(),
                scope.timeToLive(),
                spec.sleep(),
                spec.paused(),
                spec.isProtected(),
                balanced && !scope.loadBalancer() ? null : expose,
                spec.argocd()));
        try {
            return Optional.of(resolver.resolve(
                    other, new OverrideSpec(resource.getMetadata().getName(), "", paused, null, null, null, null)));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    private static boolean isOf(String reference, String blueprint) {
        return reference.equals(blueprint) || reference.startsWith(blueprint + "@");
    }

    /** Whether all of one is no more than the other has: then it needs no price to be told that it costs no more. */
    static boolean isWithin(Wanted one, @Nullable Wanted other) {
        return other != null
                && isWithin(one.size().cpu(), other.size().cpu())
                && isWithin(one.size().memory(), other.size().memory())
                && isWithin(one.size().storage(), other.size().storage())
                && balancers(one) <= balancers(other)
                && isWithin(one.life(), other.life());
    }

    private static boolean isWithin(Quantity one, Quantity other) {
        return one.getNumericalAmount().compareTo(other.getNumericalAmount()) <= 0;
    }

    private static boolean isWithin(@Nullable Duration one, @Nullable Duration other) {
        return other == null || (one != null && one.compareTo(other) <= 0);
    }

    private static int balancers(Wanted wanted) {
        return wanted.size().loadBalancers() + (isBalanced(wanted) ? 1 : 0);
    }

    private static boolean isBalanced(Wanted wanted) {
        return wanted.expose() != null && wanted.expose().way() == ExposeSpec.Way.LoadBalancer;
    }
}
