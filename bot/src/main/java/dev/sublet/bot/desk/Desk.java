package dev.sublet.bot.desk;

import dev.sublet.bot.action.Request;
import dev.sublet.bot.adopt.Adoption;
import dev.sublet.bot.adopt.AdoptionPlan;
import dev.sublet.bot.adopt.Unmanaged;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.drift.DriftStep;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.power.PowerStep;
import dev.sublet.bot.power.SleepSchedule;
import dev.sublet.bot.removal.Undo;
import dev.sublet.bot.resource.Durations;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.PowerStatus;
import dev.sublet.bot.resource.SleepSpec;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.bot.resource.VirtualClusterStatus;
import dev.sublet.bot.transfer.Transfer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests on the VirtualClusters of one namespace. A request and the name of who asked are one patch, so that neither can be there
 * without the other; the operator does the work. Thread-safe.
 */
public final class Desk {
    /** How long an override of what Git owns lasts. */
    public static final Duration PASSING = Duration.ofDays(1);

    private static final int ATTEMPTS_MAX = 5;

    private final KubernetesClient client;
    private final String namespace;
    private final Clock clock;
    private final Patching patching;
    private final Handover handover;
    private final WayBack wayBack;
    /** The only one that requests are taken for, or null for all. */
    private final @Nullable String uid;

    public Desk(KubernetesClient client, String namespace, Clock clock) {
        this(client, namespace, clock, null);
    }

    private Desk(KubernetesClient client, String namespace, Clock clock, @Nullable String uid) {
        this.uid = uid;
        this.client = client;
        this.namespace = namespace;
        this.clock = clock;
        this.patching = new Patching(client, namespace, clock);
        this.handover = new Handover(patching, clock);
        this.wayBack = new WayBack(patching);
    }

    /** A desk for the one of that UID: a namesake is refused, even one that is made between a person's look and the request. */
    public Desk only(String wanted) {
        return new Desk(client, namespace, clock, wanted);
    }

    /** All of the namespace, by name. */
    public List<VirtualCluster> list() {
        return client.resources(VirtualCluster.class).inNamespace(namespace).list().getItems().stream()
                .sorted((a, b) ->
                        a.getMetadata().getName().compareTo(b.getMetadata().getName()))
                .toList();
    }

    /**
     * One of them.
     *
     * @throws RefusedException when there is none of that name
     */
    public VirtualCluster get(String name) {
        VirtualCluster found = resource(name).get();
        if (found == null) {
            throw new RefusedException(
                    "there is no virtual cluster \"" + name + "\" in namespace " + namespace + nearest(name));
        }
        if (uid != null && !uid.equals(found.getMetadata().getUid())) {
            throw new RefusedException(name + " is another one by now; look at it and ask again");
        }
        return found;
    }

    private String nearest(String name) {
        return list().stream()
                .map(resource -> resource.getMetadata().getName())
                .filter(other -> Likeness.isNear(name, other))
                .findFirst()
                .map(other -> "; did you mean " + other + "?")
                .orElse("; 'sublet vcluster list' shows all");
    }

    /** Asks for a new one. */
    public VirtualCluster create(String name, VirtualClusterSpec spec, Asker asker) {
        VirtualCluster wanted = new VirtualCluster();
        wanted.getMetadata().setName(name);
        wanted.getMetadata().setNamespace(namespace);
        wanted.getMetadata().setAnnotations(Map.of(Request.ANNOTATION, Patching.request("create", asker, null)));
        wanted.setSpec(spec);
        try {
            return client.resource(wanted).create();
        } catch (KubernetesClientException e) {
            throw Patching.refusal(e, "create", name);
        }
    }

    public void pause(String name, Asker asker, @Nullable String reason) {
        patching.patch(get(name), "pause", asker, reason, Map.of("paused", true), awake(null));
    }

    /** Starts it; one that sleeps by its schedule stays awake until that sleep would have ended. */
    public void resume(String name, Asker asker) {
        VirtualCluster there = get(name);
        PowerStatus power = status(there).power();
        Instant now = clock.instant();
        Instant until =
                SleepSchedule.of(there.getSpec().sleep()).asleepUntil(now).orElse(null);
        if (until == null && power != null && power.reason() == PowerStatus.Reason.Idle) {
            String patience = there.getSpec().sleep() == null
                    ? null
                    : there.getSpec().sleep().afterIdle();
            until = Durations.parse(patience == null ? "1h" : patience)
                    .map(now::plus)
                    .orElse(null);
        }
        patching.patch(there, "resume", asker, null, Map.of("paused", false), awake(until));
    }

    /**
     * Lets it live longer, from its end or, when that is past, from now.
     *
     * @param by such as 8h or 14d
     * @return its new end
     */
    public Instant extend(String name, String by, Asker asker) {
        VirtualCluster there = get(name);
        Duration life = extended(there, by);
        patching.patch(there, "extend", asker, null, Map.of("timeToLive", Durations.text(life)), Map.of());
        return Instant.parse(there.getMetadata().getCreationTimestamp()).plus(life);
    }

    /** The life from its creation that it has when it is extended by so much. Changes nothing; errors as for {@link #extend}. */
    public Duration extended(VirtualCluster there, String by) {
        Duration more = Durations.parse(by)
                .orElseThrow(() -> new RefusedException("\"" + by + "\" is not a time; write 30m, 8h, 14d or 2w"));
        String expires = status(there).expiresAt();
        if (expires == null) {
            throw new RefusedException(there.getMetadata().getName() + " has no end; there is nothing to extend");
        }
        Instant created = Instant.parse(there.getMetadata().getCreationTimestamp());
        Instant now = clock.instant();
        Instant from = Instant.parse(expires).isAfter(now) ? Instant.parse(expires) : now;
        // Whole minutes, upwards: nobody loses time by it.
        long minutes =
                Duration.between(created, from.plus(more)).plusSeconds(59).toMinutes();
        return Duration.ofMinutes(minutes);
    }

    public void resize(String name, String size, Asker asker) {
        patching.patch(get(name), "resize", asker, null, Map.of("size", size), Map.of());
    }

    /**
     * Asks for other versions; the operator goes one minor at a time.
     *
     * @param kubernetes null to stay
     * @param chart null to stay
     */
    public void upgrade(String name, @Nullable String kubernetes, @Nullable String chart, Asker asker) {
        Map<String, Object> spec = new HashMap<>();
        if (kubernetes != null) {
            spec.put("kubernetesVersion", kubernetes);
        }
        if (chart != null) {
            spec.put("chartVersion", chart);
        }
        if (spec.isEmpty()) {
            throw new RefusedException("to what? name a Kubernetes version, a chart version or both");
        }
        patching.patch(get(name), "upgrade", asker, null, spec, Map.of());
    }

    /** Gives it another schedule of sleep in the place of its own. */
    public void sleep(String name, SleepSpec sleep, Asker asker) {
        Map<String, Object> schedule = new HashMap<>();
        schedule.put("weekly", sleep.weekly());
        schedule.put("zone", sleep.zone());
        schedule.put("afterIdle", sleep.afterIdle());
        patching.patch(get(name), "sleep", asker, null, Map.of("sleep", schedule), Map.of());
    }

    public void protect(String name, boolean on, Asker asker) {
        patching.patch(get(name), on ? "protect" : "unprotect", asker, null, Map.of("protected", on), Map.of());
    }

    /**
     * Asks to hand it to another team, which has to accept. An own earlier question is replaced.
     *
     * @param effective when the owner changes, to the second; null for as soon as it is accepted
     * @throws RefusedException when it is the owner already, the time is past, or another transfer is under way
     */
    public Transfer transfer(
            String name, String toTeam, String toCostCenter, @Nullable Instant effective, Asker asker) {
        return handover.ask(get(name), toTeam, toCostCenter, effective, asker);
    }

    /**
     * Accepts a transfer for the receiving team. The caller has made sure that the asker may speak for it; that it is somebody else than
     * who asked is made sure here.
     *
     * @return with the moment at which it takes effect
     */
    public Transfer acceptTransfer(String name, Asker asker) {
        return handover.accept(get(name), asker);
    }

    /** Ends a transfer that has not taken effect: refused by the receiving team, or taken back by who asked. */
    public void refuseTransfer(String name, Asker asker, @Nullable String reason) {
        handover.refuse(get(name), asker, reason);
    }

    /** The snapshots that are kept of it, newest first. */
    public List<SnapshotStatus> snapshots(String name) {
        return status(get(name)).snapshots();
    }

    /**
     * Asks to go back to a snapshot, with the versions that ran then. What is there now is copied first; where its blueprint takes no
     * snapshots, the operator asks a person before it goes on.
     *
     * @return where it goes back to
     * @throws RefusedException when there is no such snapshot, or Git has the versions in its hand
     */
    public SnapshotStatus restore(String name, String snapshot, Asker asker, @Nullable String reason) {
        return wayBack.restore(get(name), snapshot, asker, reason);
    }

    /**
     * Asks the operator to compare it with its blueprint now, and to change nothing.
     *
     * @return when it was asked: the status answers with a {@code drift.checkedAt} that is not before it
     */
    public Instant lookAtDrift(String name, Asker asker) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        patching.patch(get(name), "drift", asker, null, Map.of(), Map.of(DriftStep.LOOK, now.toString()));
        return now;
    }

    /** vclusters of the whole host that others made; empty where the caller may not look. */
    public List<Unmanaged> unmanaged() {
        try {
            return Unmanaged.find(client);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * What would change for one of them under a blueprint. Nothing changes by asking.
     *
     * @param size null for the blueprint's first
     */
    public AdoptionPlan planAdoption(
            String hostNamespace,
            String name,
            Blueprints blueprints,
            String blueprint,
            @Nullable String size,
            Owner owner) {
        return Adoption.plan(client, blueprints, Labels.USUAL, namespace, hostNamespace, name, blueprint, size, owner);
    }

    /**
     * Puts it under the blueprint, as planned. The caller needs the right to label its namespace: the operator takes no namespace that
     * nobody gave it.
     *
     * @throws RefusedException when the plan says that it cannot be
     */
    public VirtualCluster adopt(AdoptionPlan plan, Asker asker) {
        return new Adopting(client, namespace).adopt(plan, asker);
    }

    /** Begins the removal: paused first, final when the blueprint's undo window ends. */
    public void delete(String name, Asker asker, @Nullable String reason) {
        VirtualCluster there = get(name);
        if (there.getSpec().isProtected()) {
            throw new RefusedException(name + " is protected; 'sublet vcluster unprotect " + name + "' first");
        }
        patching.patch(there, "delete", asker, reason, Map.of(), Map.of());
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            VirtualCluster now = resource(name).get();
            // By UID: a namesake that was made in between is another one.
            if (now == null
                    || !now.getMetadata().getUid().equals(there.getMetadata().getUid())) {
                return;
            }
            try {
                client.resource(now).lockResourceVersion().delete();
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw Patching.refusal(e, "delete", name);
                }
            }
        }
        throw new RefusedException(name + " changes all the time; ask again");
    }

    /**
     * Puts something on record that happens inside the virtual cluster, such as access that is given.
     *
     * @param what in words, without anything secret
     */
    public void note(VirtualCluster there, String verb, Asker asker, String what) {
        patching.patch(there, verb, asker, what, Map.of(), Map.of());
    }

    /**
     * Takes a deletion back while its window is open.
     *
     * @throws RefusedException when it is not being deleted
     */
    public void undo(String name, Asker asker) {
        VirtualCluster there = get(name);
        if (there.getMetadata().getDeletionTimestamp() == null) {
            throw new RefusedException(name + " is not being deleted; there is nothing to undo");
        }
        Map<String, Object> patch = Map.of(
                "metadata",
                Map.of(
                        "uid",
                        there.getMetadata().getUid(),
                        "annotations",
                        Map.of(Undo.ANNOTATION, Patching.request("undo", asker, null))));
        try {
            resource(name).patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
        } catch (KubernetesClientException e) {
            throw Patching.refusal(e, "undo", name);
        }
    }

    private static Map<String, String> awake(@Nullable Instant until) {
        return Map.of(
                PowerStep.AWAKE_UNTIL,
                until == null ? "" : until.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static VirtualClusterStatus status(VirtualCluster resource) {
        return resource.getStatus() == null ? VirtualClusterStatus.NONE : resource.getStatus();
    }

    private Resource<VirtualCluster> resource(String name) {
        return client.resources(VirtualCluster.class).inNamespace(namespace).withName(name);
    }

    /** The host namespace of a name. */
    public static String hostNamespace(String name) {
        return Resolver.PREFIX + name;
    }
}
