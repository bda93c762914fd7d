package dev.sublet.bot.action;

import dev.sublet.bot.resource.ApprovalStatus;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.QuestionStatus;
import dev.sublet.bot.resource.RequestStatus;
import dev.sublet.bot.resource.VirtualCluster;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the ledger of each request once, and of its outcome once. A change that names no request is told by the name of its field manager,
 * since Kubernetes says no more of who it was: the host's audit log does. Thread-safe.
 */
public final class ActionLog {
    private final Actions actions;
    private final String cluster;
    private final Clock clock;

    /**
     * One for a host cluster.
     *
     * @param cluster the UID of the host cluster
     */
    public ActionLog(Actions actions, String cluster, Clock clock) {
        this.actions = actions;
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * The request under way. It is told when it differs from the last one.
     *
     * @param last of the status, or null
     */
    public RequestStatus begin(VirtualCluster resource, @Nullable RequestStatus last) {
        Request request = request(resource);
        if (last != null && last.id().equals(request.id())) {
            return last;
        }
        String reason = request.reason();
        record(resource, request, null, Action.Result.REQUESTED, reason == null ? "" : reason);
        return new RequestStatus(request.id(), request.verb(), request.by(), Action.Result.REQUESTED.word(), "");
    }

    /**
     * Its outcome. It is told when it is another than the status says, with who agreed: as the operator knows it, not as anybody wrote.
     *
     * @param approval of the status, or null
     */
    public RequestStatus end(
            VirtualCluster resource,
            RequestStatus open,
            @Nullable ApprovalStatus approval,
            Action.Result result,
            String message) {
        if (open.result().equals(result.word())) {
            return open;
        }
        record(resource, request(resource), approver(open, approval), result, message);
        return new RequestStatus(open.id(), open.verb(), open.by(), result.word(), message);
    }

    private static @Nullable String approver(RequestStatus request, @Nullable ApprovalStatus approval) {
        QuestionStatus question = approval == null ? null : approval.question();
        return question != null
                        && question.state() == QuestionStatus.State.Approved
                        && question.requestId().equals(request.id())
                ? question.decidedBy()
                : null;
    }

    /** Something that is neither a request nor its outcome, such as a decision of somebody who agreed. */
    public void told(
            VirtualCluster resource,
            String id,
            String verb,
            String by,
            @Nullable String approvedBy,
            String via,
            String change,
            Action.Result result,
            String message) {
        Request request = new Request(id, verb, by, null, via, null);
        actions.record(action(resource, request, approvedBy, result, change, message));
    }

    /** Something that the operator does by itself, such as putting to sleep. */
    public void own(VirtualCluster resource, String id, String verb, String change, String message) {
        Request request = new Request(id, verb, "operator", null, "operator", null);
        actions.record(action(resource, request, null, Action.Result.DONE, change, message));
    }

    /** Something that one person asked for and another agreed to, done by the operator at its time. */
    public void agreed(VirtualCluster resource, Request request, String change, Action.Result result, String message) {
        actions.record(action(resource, request, request.approvedBy(), result, change, message));
    }

    private void record(
            VirtualCluster resource,
            Request request,
            @Nullable String approvedBy,
            Action.Result result,
            String message) {
        String change = resource.getSpec() == null ? "{}" : Serialization.asJson(resource.getSpec());
        actions.record(action(resource, request, approvedBy, result, change, message));
    }

    private Action action(
            VirtualCluster resource,
            Request request,
            @Nullable String approvedBy,
            Action.Result result,
            String change,
            String message) {
        Owner owner = resource.getSpec() == null ? null : resource.getSpec().owner();
        return new Action(
                request.id(),
                clock.instant(),
                cluster,
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName(),
                resource.getMetadata().getUid(),
                owner == null ? "" : owner.team(),
                owner == null ? "" : owner.costCenter(),
                request.verb(),
                request.by(),
                approvedBy,
                request.via(),
                change,
                result,
                message);
    }

    /** The annotation's, when the newest change came with it; else one made of generation and field manager. */
    private static Request request(VirtualCluster resource) {
        Long generation = resource.getMetadata().getGeneration();
        boolean going = resource.getMetadata().getDeletionTimestamp() != null;
        Optional<Request> written = Request.of(resource);
        boolean speaksOfThis = written.filter(request -> going == request.verb().equals("delete"))
                .isPresent();
        if (written.isPresent() && speaksOfThis) {
            return written.get();
        }
        String manager = manager(resource.getMetadata().getManagedFields());
        String verb = going ? "delete" : generation != null && generation > 1 ? "change" : "create";
        String id = resource.getMetadata().getUid() + "/" + (going ? "delete" : String.valueOf(generation));
        return new Request(id, verb, "unknown (" + manager + ")", null, via(manager), null);
    }

    private static String manager(@Nullable List<ManagedFieldsEntry> entries) {
        return entries == null
                ? "unknown"
                : entries.stream()
                        .filter(entry -> entry.getManager() != null
                                && !entry.getManager().equals("virtualcluster")
                                && entry.getTime() != null)
                        .max(Comparator.comparing(ManagedFieldsEntry::getTime))
                        .map(ManagedFieldsEntry::getManager)
                        .orElse("unknown");
    }

    private static String via(String manager) {
        String name = manager.toLowerCase(Locale.ROOT);
        if (name.contains("argocd") || name.contains("flux") || name.contains("kustomize-controller")) {
            return "git";
        }
        return name.startsWith("kubectl") ? "kubectl" : "api";
    }
}
