package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a virtual cluster that can be restored. Immutable.
 *
 * @param why what it was taken before: upgrade, deletion, or a person's request
 * @param location of the control plane's store, or null when only volumes were kept
 * @param chartVersion that ran then; a way back installs it again
 * @param bytes that a restore of all its volumes takes, or null when the storage does not say
 * @param volumeSnapshotClass by which it is priced
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
        @Nullable String chartVersion,
        @Nullable Long bytes,
        @Nullable String volumeSnapshotClass,
        List<String> volumes) {
    public SnapshotStatus {
        volumes = volumes == null ? List.of() : List.copyOf(volumes);
    }
}
