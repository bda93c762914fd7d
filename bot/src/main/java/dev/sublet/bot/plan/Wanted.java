package dev.sublet.bot.plan;

import dev.sublet.bot.blueprint.Blueprint;
import dev.sublet.bot.blueprint.Size;
import dev.sublet.bot.resource.ArgoCdSpec;
import dev.sublet.bot.resource.ExposeSpec;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.SleepSpec;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A virtual cluster with all choices made: spec, override and blueprint merged. Immutable.
 *
 * @param name of the resource and of the Helm release
 * @param namespace of the resource
 * @param uid of the resource
 * @param hostNamespace in which it runs
 * @param kubernetesVersion a minor or a patch version
 * @param life from its creation, or null for no end
 */
public record Wanted(
        String name,
        String namespace,
        String uid,
        Instant createdAt,
        String hostNamespace,
        Owner owner,
        Blueprint blueprint,
        Size size,
        String kubernetesVersion,
        String chartVersion,
        @Nullable Duration life,
        boolean paused,
        boolean isProtected,
        @Nullable SleepSpec sleep,
        @Nullable ExposeSpec expose,
        @Nullable ArgoCdSpec argocd)
        implements Place {
    @Override
    public @Nullable String outside() {
        return expose == null ? null : expose.host();
    }
}
