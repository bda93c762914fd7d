package dev.sublet.bot.removal;

import dev.sublet.bot.gitops.RenderedRelease;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.resource.Durations;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.snapshot.Claims;
import dev.sublet.bot.snapshot.Marks;
import dev.sublet.bot.snapshot.Snapshots;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.StatusDraft;
import dev.sublet.bot.work.Work;
import java.time.Duration;
import java.util.Optional;

/** The snapshot before a removal that is final, of volumes at rest. Thread-safe. */
record LastCopy(Host host, Resolver resolver, Snapshots snapshots) {
    private static final Duration AGAIN = Duration.ofMinutes(1);

    /** What will be left of it, told while the deletion can still be taken back. */
    String notice(VirtualCluster resource) {
        Optional<Wanted> wanted = wanted(resource);
        if (wanted.isEmpty()) {
            return "without a snapshot, since its blueprint is gone or refuses it";
        }
        dev.sublet.bot.blueprint.Snapshots rule = wanted.get().blueprint().snapshots();
        return rule == null
                ? "without a snapshot, since blueprint "
                        + wanted.get().blueprint().reference() + " takes none"
                : "after a snapshot that is kept for " + Durations.text(rule.keep());
    }

    /** Takes it. Where it cannot be had the removal waits for a person; where none was promised it goes on. */
    Outcome take(VirtualCluster resource, StatusDraft draft, String hostNamespace) {
        Optional<Wanted> wanted = wanted(resource);
        if (wanted.isEmpty()
                || wanted.get().blueprint().snapshots() == null
                || RenderedRelease.find(host, hostNamespace, wanted.get().name())
                        .isPresent()) {
            return Outcome.DONE;
        }
        Work work = new Work(resource, wanted.get(), host, draft);
        if (Snapshots.isWaived(work)
                || Claims.of(host.client(), hostNamespace, wanted.get().name()).isEmpty()) {
            return Outcome.DONE;
        }
        try {
            return snapshots.take(
                    work, wanted.get().name() + "-d" + Marks.id(wanted.get().uid()), "deletion");
        } catch (RefusedException e) {
            draft.condition(Snapshots.POSSIBLE, false, "Refused", String.valueOf(e.getMessage()));
            return new Outcome.Waiting(
                    "the removal waits for a snapshot: " + e.getMessage() + "; set annotation " + Snapshots.WITHOUT
                            + " to \"true\" to let it go without",
                    AGAIN);
        }
    }

    private Optional<Wanted> wanted(VirtualCluster resource) {
        try {
            return Optional.of(resolver.resolve(resource, null));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }
}
