package dev.sublet.bot.plan;

import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.VirtualCluster;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A virtual cluster as its resource shows it, without its blueprint. Immutable. */
public record Placed(
        String name,
        String namespace,
        String uid,
        String hostNamespace,
        Owner owner,
        @Nullable String outside) implements Place {
    /**
     * Of a resource that is there.
     *
     * @throws RefusedException when nothing of it was installed yet
     */
    public static Placed of(VirtualCluster resource) {
        String name = resource.getMetadata().getName();
        String endpoint =
                resource.getStatus() == null ? null : resource.getStatus().endpoint();
        if (resource.getSpec() == null || endpoint == null) {
            throw new RefusedException(
                    name + " has no API yet; 'sublet vcluster show " + name + "' tells how far it is");
        }
        String host = Optional.ofNullable(URI.create(endpoint).getHost()).orElse("");
        return new Placed(
                name,
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getUid(),
                Resolver.PREFIX + name,
                resource.getSpec().owner(),
                host.isEmpty() || host.endsWith(".svc") ? null : host);
    }
}
