package dev.sublet.bot.removal;

import dev.sublet.bot.action.Action;
import dev.sublet.bot.action.Request;
import dev.sublet.bot.plan.HostNamespace;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.resource.RemovalStatus;
import dev.sublet.bot.resource.RequestStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.snapshot.Snapshots;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.OperatorSettings;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Own;
import dev.sublet.bot.work.Removal;
import dev.sublet.bot.work.StatusDraft;
import dev.sublet.bot.work.StepWatch;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stops what is to be deleted, waits until the deletion is final, and then removes it. Until then it can be taken back, by a person or a
 * pruned manifest alike. Only what is the virtual cluster's own is touched. Thread-safe.
 */
public final class SafeRemoval implements Removal {
    /** True while a protection refuses a deletion. */
    static final String REFUSED = "DeletionRefused";

    private static final Duration CALM = Duration.ofMinutes(10);
    private final Host host;
    private final Resolver resolver;
    private final LastCopy lastCopy;

    public SafeRemoval(Host host, Resolver resolver, Snapshots snapshots) {
        this.host = host;
        this.resolver = resolver;
        this.lastCopy = new LastCopy(host, resolver, snapshots);
    }

    @Override
    public Outcome step(VirtualCluster resource, StatusDraft draft, StepWatch watch) {
        String name = resource.getMetadata().getName();
        String hostNamespace = Resolver.PREFIX + name;
        host.applier().forget(hostNamespace);
        if (!isStillTheOne(resource)) {
            return Outcome.DONE;
        }
        boolean mayHavePolicies = resolver.blueprint(resource)
                .map(blueprint -> !blueprint.hostPolicies().isEmpty())
                .orElse(true);
        Takedown takedown = new Takedown(host, resource, hostNamespace, draft, watch, mayHavePolicies);
        Namespace there = host.client().namespaces().withName(hostNamespace).get();
        if (there == null || !Own.is(resource.getMetadata().getNamespace(), name, there)) {
            return takedown.withoutNamespace();
        }
        boolean open = there.getMetadata().getDeletionTimestamp() == null;
        Optional<Kept> mark = Kept.read(annotation(there, Undo.KEPT));
        if (open && mark.filter(kept -> kept.uid().equals(uid(resource))).isPresent()) {
            return undone(resource, draft, mark.get().request());
        }
        if (open && mark.isPresent()) {
            // Of one before, which is back: this very resource, and it is to go.
            Undo.forget(host.client(), hostNamespace);
        }
        if (open) {
            // An operator that was killed between making the namespace and binding its rights has none there yet.
            OperatorSettings settings = host.settings();
            host.applier()
                    .apply(HostNamespace.rights(
                            resource.getMetadata().getNamespace(), name, settings.namespace(), settings.account()));
        }
        return open ? decide(resource, draft, takedown, watch) : takedown.goes();
    }

    /** A cache may still show one that is gone, or whose name another has by now. */
    private boolean isStillTheOne(VirtualCluster resource) {
        VirtualCluster now = host.client()
                .resources(VirtualCluster.class)
                .inNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .get();
        return now != null
                && now.getMetadata().getDeletionTimestamp() != null
                && uid(resource).equals(uid(now));
    }

    private Outcome decide(VirtualCluster resource, StatusDraft draft, Takedown takedown, StepWatch watch) {
        boolean isProtected = resource.getSpec() != null && resource.getSpec().isProtected();
        Window window = window(resource, draft);
        Instant now = host.clock().instant();
        Optional<Request> undo = Undo.requested(resource);
        if (undo.isPresent() && (isProtected || window.isOpen(now))) {
            String reference = reference(resource);
            watch.at(reference, "KeepForUndo", StepWatch.Moment.BEFORE);
            Undo.keep(host.client(), takedown.hostNamespace(), Kept.of(resource, undo.get()));
            watch.at(reference, "KeepForUndo", StepWatch.Moment.AFTER);
            return undone(resource, draft, undo.get());
        }
        if (undo.isPresent()) {
            draft.condition("UndoRefused", true, "TooLate", "it could be taken back until " + text(window.end()));
        }
        if (isProtected) {
            return refuse(resource, draft);
        }
        if (draft.isTrue(REFUSED)) {
            draft.condition(REFUSED, false, "Unprotected", "nothing protects it any more");
            window = window(resource, draft);
        }
        RemovalStatus before = draft.removal();
        draft.removal(
                new RemovalStatus(text(window.begin()), text(window.end()), before == null ? null : before.done()));
        if (window.isOpen(now)) {
            return takedown.stop(window, again(now, window.end()), lastCopy.notice(resource));
        }
        Outcome copied = takedown.run("Snapshot", () -> lastCopy.take(resource, draft, takedown.hostNamespace()));
        return copied instanceof Outcome.Done ? takedown.remove() : copied;
    }

    /** By its blueprint; where that is gone, as it was reckoned while it was there. */
    private Window window(VirtualCluster resource, StatusDraft draft) {
        Instant asked = Instant.parse(resource.getMetadata().getDeletionTimestamp());
        Instant unprotected = draft.isTrue(REFUSED) ? null : draft.since(REFUSED);
        Optional<Duration> undo = resolver.undo(resource);
        RemovalStatus before = draft.removal();
        if (undo.isEmpty() && before != null) {
            return new Window(Instant.parse(before.requestedAt()), Instant.parse(before.finalAt()));
        }
        return Window.of(asked, unprotected, undo.orElse(Window.USUAL), draft.power());
    }

    private Outcome undone(VirtualCluster resource, StatusDraft draft, Request by) {
        RequestStatus request = Objects.requireNonNull(draft.request());
        draft.request(
                host.log().end(resource, request, draft.approval(), Action.Result.REFUSED, "taken back by " + by.by()));
        return Outcome.DONE;
    }

    private Outcome refuse(VirtualCluster resource, StatusDraft draft) {
        String message = "its deletion is refused, since it is protected: set spec.protected to false to let it go, or"
                + " annotation " + Undo.ANNOTATION + " to \"true\" to take the deletion back";
        if (!draft.isTrue(REFUSED)) {
            Warnings.tell(host, resource, REFUSED, message);
        }
        draft.condition(REFUSED, true, "Protected", message);
        draft.phase(Objects.requireNonNullElse(draft.phase(), Phase.Pending), message);
        return new Outcome.Waiting(message, CALM);
    }

    private static Duration again(Instant now, Instant end) {
        Duration left = Duration.between(now, end);
        return left.compareTo(CALM) < 0 ? left.plusMillis(1) : CALM;
    }

    private static String text(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String uid(VirtualCluster resource) {
        return Objects.requireNonNullElse(resource.getMetadata().getUid(), "");
    }

    private static String reference(VirtualCluster resource) {
        return resource.getMetadata().getNamespace() + "/"
                + resource.getMetadata().getName();
    }

    private static @Nullable String annotation(Namespace namespace, String key) {
        return namespace.getMetadata().getAnnotations() == null
                ? null
                : namespace.getMetadata().getAnnotations().get(key);
    }
}
