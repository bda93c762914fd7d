package dev.sublet.bot.removal;

import dev.sublet.bot.argocd.ArgoCdRemoval;
import dev.sublet.bot.gitops.ExpiredOverrides;
import dev.sublet.bot.gitops.RenderedRelease;
import dev.sublet.bot.power.Pause;
import dev.sublet.bot.resource.GitStatus;
import dev.sublet.bot.resource.PowerStatus;
import dev.sublet.bot.resource.RemovalStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.snapshot.Claims;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Own;
import dev.sublet.bot.work.StatusDraft;
import dev.sublet.bot.work.StepWatch;
import dev.sublet.bot.work.Workload;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The steps that take one virtual cluster down, in the order in which nothing hangs. Each looks at what is there, so that a killed
 * operator's successor goes on. Used by one thread.
 *
 * @param mayHavePolicies whether its blueprint put policies on the host, or whether that is not known any more
 */
record Takedown(
        Host host,
        VirtualCluster resource,
        String hostNamespace,
        StatusDraft draft,
        StepWatch watch,
        boolean mayHavePolicies) {
    private static final Duration SOON = Duration.ofSeconds(2);
    /** Its end is told by a watch. */
    private static final Duration NAMESPACE_GOES = Duration.ofSeconds(30);

    private static final Duration STOPPING = Duration.ofSeconds(5);
    private static final int NAMED_MAX = 10;

    /** Stops it as a person's pause does; volumes and all else stay. */
    Outcome stop(Window window, Duration again, String notice) {
        String message = "paused; removed for good at " + window.end().truncatedTo(ChronoUnit.SECONDS)
                + " " + notice + "; until then 'sublet vcluster undo " + name() + "' or annotation " + Undo.ANNOTATION
                + ": \"true\" takes it back";
        Outcome outcome = run("Stop", () -> stopped(message));
        draft.condition("Ready", false, "Deleting", message).phase(Phase.Deleting, message);
        return outcome instanceof Outcome.Done ? new Outcome.Waiting(message, again) : outcome;
    }

    private Outcome stopped(String message) {
        Optional<GitStatus> renders = RenderedRelease.find(host, hostNamespace, name());
        Optional<Workload> workload = Workload.find(host.client(), hostNamespace, name());
        if (renders.isPresent() || workload.isEmpty()) {
            return Outcome.DONE;
        }
        PowerStatus before = draft.power();
        List<String> lost = before == null ? List.of() : before.lost();
        if (!Pause.isPaused(workload.get())) {
            lost = Pause.whatIsLost(host.client(), hostNamespace, name());
            ArgoCdRemoval.quiet(host, resource, hostNamespace);
            Instant now = host.clock().instant();
            Pause.pause(host.client(), workload.get(), now);
            host.log()
                    .own(
                            resource,
                            "power/" + resource.getMetadata().getUid() + "/" + now.toEpochMilli(),
                            "stop",
                            "{\"reason\":\"Deletion\"}",
                            message);
            workload = Workload.find(host.client(), hostNamespace, name());
        }
        boolean gone = workload.map(Workload::existing).orElse(0) == 0;
        if (gone) {
            Pause.deletePods(host.client(), hostNamespace, name());
        }
        note(gone ? PowerStatus.State.Stopped : PowerStatus.State.Stopping, lost);
        return gone ? Outcome.DONE : new Outcome.Waiting("the control plane stops", STOPPING);
    }

    /** What was stopped for another reason keeps that one, with its time. */
    private void note(PowerStatus.State state, List<String> lost) {
        PowerStatus before = draft.power();
        boolean stays = before != null && before.state() == state && before.reason() != null;
        if (!stays) {
            draft.power(new PowerStatus(state, PowerStatus.Reason.Deletion, draft.now(), null, lost));
        }
    }

    /** For good: Applications, Secret, release, volumes, namespace. */
    Outcome remove() {
        draft.condition("Ready", false, "Deleting", "it is being removed").phase(Phase.Deleting, "it is being removed");
        Optional<GitStatus> renders = RenderedRelease.find(host, hostNamespace, name());
        Outcome outcome = fromArgoCd();
        if (!(outcome instanceof Outcome.Done)) {
            return outcome;
        }
        if (renders.isPresent()) {
            Warnings.tell(
                    host,
                    resource,
                    "ReleaseStays",
                    "release and namespace " + hostNamespace + " stay: ArgoCD application "
                            + renders.get().object() + " renders them; remove them there");
            return withoutNamespace();
        }
        outcome = run("Uninstall", () -> {
            host.releases().remove(hostNamespace, name());
            // What a control plane had made goes with its Service; what lost its owner goes here.
            Pause.deletePods(host.client(), hostNamespace, name());
            return Outcome.DONE;
        });
        if (outcome instanceof Outcome.Done) {
            outcome = run("Volumes", this::volumes);
        }
        if (outcome instanceof Outcome.Done) {
            outcome = run("DeleteNamespace", this::namespace);
        }
        return outcome instanceof Outcome.Done ? withoutNamespace() : outcome;
    }

    private Outcome fromArgoCd() {
        Outcome outcome = run("Applications", () -> ArgoCdRemoval.applications(host, resource, hostNamespace));
        if (!(outcome instanceof Outcome.Done)) {
            return outcome;
        }
        ArgoCdRemoval.hanging(host, resource, hostNamespace)
                .filter(message -> !draft.isTrue("ApplicationsHang"))
                .ifPresent(message -> {
                    Warnings.tell(host, resource, "ApplicationsHang", message);
                    draft.condition("ApplicationsHang", true, "NotDeleted", message);
                });
        return run("ClusterSecret", () -> {
            ArgoCdRemoval.secret(host, resource, hostNamespace);
            return Outcome.DONE;
        });
    }

    private Outcome volumes() {
        List<PersistentVolumeClaim> all =
                host.client().persistentVolumeClaims().inNamespace(hostNamespace).list().getItems().stream()
                        .filter(claim -> Claims.isOwn(claim, name()))
                        .toList();
        all.stream()
                .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null)
                .forEach(claim -> host.client().resource(claim).delete());
        return all.isEmpty() ? Outcome.DONE : waiting("volumes are being deleted: " + names(all));
    }

    private static String names(List<PersistentVolumeClaim> claims) {
        return String.join(
                ", ",
                claims.stream()
                        .map(claim -> claim.getMetadata().getName())
                        .limit(NAMED_MAX)
                        .toList());
    }

    private Outcome namespace() {
        Namespace there = host.client().namespaces().withName(hostNamespace).get();
        if (there == null) {
            return Outcome.DONE;
        }
        if (!Own.is(resource.getMetadata().getNamespace(), name(), there)) {
            return Outcome.DONE;
        }
        if (there.getMetadata().getDeletionTimestamp() == null) {
            host.client().namespaces().withName(hostNamespace).delete();
        }
        return goes();
    }

    /** Its namespace is on its way, with the operator's rights in it: nothing in there can be asked for any more. */
    Outcome goes() {
        String message = "namespace " + hostNamespace + " is being deleted";
        draft.phase(Phase.Deleting, message);
        return new Outcome.Waiting(message, NAMESPACE_GOES);
    }

    /** What is elsewhere than in its namespace. */
    Outcome withoutNamespace() {
        Outcome outcome = fromArgoCd();
        if (outcome instanceof Outcome.Done && mayHavePolicies) {
            outcome = run("WidePolicies", () -> {
                WidePolicies.delete(host, resource.getMetadata().getNamespace(), name());
                return Outcome.DONE;
            });
        }
        return outcome instanceof Outcome.Done
                ? run("Overrides", () -> {
                    ExpiredOverrides.deleteAll(host, resource.getMetadata().getNamespace(), name());
                    return Outcome.DONE;
                })
                : outcome;
    }

    private Outcome waiting(String message) {
        draft.phase(Phase.Deleting, message);
        return new Outcome.Waiting(message, SOON);
    }

    Outcome run(String step, Supplier<Outcome> work) {
        String reference = resource.getMetadata().getNamespace() + "/" + name();
        watch.at(reference, step, StepWatch.Moment.BEFORE);
        Outcome outcome = work.get();
        watch.at(reference, step, StepWatch.Moment.AFTER);
        RemovalStatus removal = draft.removal();
        if (outcome instanceof Outcome.Waiting waiting) {
            draft.phase(Phase.Deleting, waiting.message());
        } else if (removal != null) {
            draft.removal(new RemovalStatus(removal.requestedAt(), removal.finalAt(), step));
        }
        return outcome;
    }

    private String name() {
        return resource.getMetadata().getName();
    }
}
