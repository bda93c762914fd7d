package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a virtual cluster that can be restored. Immutable.
 *
 * @param why what it was taken before: upgrade, deletion, or a person's request
 * @param location of the control plane's store, or null when only volumes were kept
 * @param volumes the volume snapshots of it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SnapshotStatus(
        String name,
        String takenAt,
        String keptUntil,
        String why,
        @Nullable String location,
        @Nullable String kubernetesVersion,
        List<String> volumes) {
    public SnapshotStatus {
        volumes = volumes == null ? List.of() : List.copyOf(volumes);
    }
}
