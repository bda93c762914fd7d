package dev.sublet.bot.gitops;

import dev.sublet.bot.resource.OverrideSpec;
import dev.sublet.bot.resource.VirtualClusterOverride;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The overrides of one VirtualCluster at a moment. Immutable.
 *
 * @param inForce of each field the newest, or null when none is in force
 * @param expired those whose time is over, or that name none
 * @param changesAt when the next one expires, or null
 */
public record Overrides(
        @Nullable OverrideSpec inForce,
        List<VirtualClusterOverride> expired,
        @Nullable Instant changesAt) {
    public Overrides {
        expired = List.copyOf(expired);
    }

    /** Merges them. Of two made in the same second the one whose name comes later counts. */
    public static Overrides at(Instant now, Collection<VirtualClusterOverride> all) {
        List<VirtualClusterOverride> newestFirst = all.stream()
                .filter(each -> each.getSpec() != null && each.getMetadata().getDeletionTimestamp() == null)
                .sorted(Comparator.comparing((VirtualClusterOverride each) ->
                                Objects.requireNonNullElse(each.getMetadata().getCreationTimestamp(), ""))
                        .thenComparing(each -> each.getMetadata().getName())
                        .reversed())
                .toList();
        List<OverrideSpec> counting = newestFirst.stream()
                .filter(each -> end(each).isAfter(now))
                .map(VirtualClusterOverride::getSpec)
                .toList();
        List<VirtualClusterOverride> expired =
                newestFirst.stream().filter(each -> !end(each).isAfter(now)).toList();
        Instant changesAt = newestFirst.stream()
                .map(Overrides::end)
                .filter(end -> end.isAfter(now))
                .min(Instant::compareTo)
                .orElse(null);
        return new Overrides(merged(counting), expired, changesAt);
    }

    private static @Nullable OverrideSpec merged(List<OverrideSpec> newestFirst) {
        if (newestFirst.isEmpty()) {
            return null;
        }
        OverrideSpec newest = newestFirst.get(0);
        return new OverrideSpec(
                newest.virtualCluster(),
                newest.expiresAt(),
                first(newestFirst, OverrideSpec::paused),
                first(newestFirst, OverrideSpec::timeToLive),
                first(newestFirst, OverrideSpec::size),
                newest.requester(),
                newest.reason());
    }

    private static <T> @Nullable T first(List<OverrideSpec> newestFirst, Function<OverrideSpec, @Nullable T> field) {
        return newestFirst.stream()
                .map(field)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A time that is none, such as the 31st of February, is long over. */
    private static Instant end(VirtualClusterOverride override) {
        try {
            return Instant.parse(override.getSpec().expiresAt());
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }
}
