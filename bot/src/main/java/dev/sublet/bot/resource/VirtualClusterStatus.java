package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.crd.generator.annotation.PrinterColumnFormat;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a virtual cluster. Written by the operator only. Times are RFC 3339 in UTC. Immutable.
 *
 * @param observedGeneration the spec's generation that the rest speaks of, or null before the first look
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VirtualClusterStatus(
        @Nullable @PrinterColumn(name = "Phase") Phase phase,

        @Nullable @JsonPropertyDescription("The phase in a sentence, with what to do.")
        String message,

        @Nullable Long observedGeneration,
        @Nullable String hostNamespace,

        @Nullable @JsonPropertyDescription("The blueprint's version in force.")
        Integer blueprintVersion,

        @Nullable @PrinterColumn(name = "Kubernetes") String kubernetesVersion,
        @Nullable String chartVersion,

        @Nullable @JsonPropertyDescription("The Helm release's revision.")
        Integer releaseRevision,

        @Nullable @JsonPropertyDescription("Where its API is reached.")
        String endpoint,

        @Nullable String readyAt,

        @Nullable @PrinterColumn(name = "Expires", format = PrinterColumnFormat.DATE_TIME)
        String expiresAt,

        @Nullable RequestStatus request,
        @Nullable PowerStatus power,
        @Nullable DriftStatus drift,
        @Nullable RemovalStatus removal,

        @Nullable @JsonPropertyDescription("What may be, and what waits for an approval.")
        ApprovalStatus approval,

        @Nullable @JsonPropertyDescription("What an approver said. The operator reads it and never writes it.")
        DecisionStatus decision,

        // Older API servers leave null of an object whose fields are all taken back.
        @Nullable
        @io.fabric8.generator.annotation.Nullable
        @JsonPropertyDescription("Who owns the spec when it is Git.")
        GitStatus git,

        @Nullable @JsonPropertyDescription("The team whose people have access inside.")
        String team,

        @Nullable @JsonPropertyDescription("The last restore, or the one under way.")
        RestoreStatus restore,

        List<SnapshotStatus> snapshots,
        List<Condition> conditions) {
    /** Nothing is known yet. */
    public static final VirtualClusterStatus NONE = new VirtualClusterStatus(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, List.of(), List.of());

    public VirtualClusterStatus {
        snapshots = snapshots == null ? List.of() : List.copyOf(snapshots);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** As the operator writes it: what approvers said is theirs to write. */
    public VirtualClusterStatus ofOperator() {
        return new VirtualClusterStatus(
                phase,
                message,
                observedGeneration,
                hostNamespace,
                blueprintVersion,
                kubernetesVersion,
                chartVersion,
                releaseRevision,
                endpoint,
                readyAt,
                expiresAt,
                request,
                power,
                drift,
                removal,
                approval,
                null,
                git,
                team,
                restore,
                snapshots,
                conditions);
    }

    /** Where in its life a virtual cluster is. */
    public enum Phase {
        /** Seen, not begun. */
        Pending,
        /** Cannot go on without a person; the message says what is needed. */
        Blocked,
        /** Nothing is installed until somebody agrees. */
        AwaitingApproval,
        Creating,
        Ready,
        /** It was ready, and something of it is not. */
        Degraded,
        Paused,
        Upgrading,
        /** Goes back to a snapshot. */
        Restoring,
        /** Paused until its undo window ends. */
        Deleting
    }
}
