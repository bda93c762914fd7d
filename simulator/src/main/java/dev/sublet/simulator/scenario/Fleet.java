package dev.sublet.simulator.scenario;

import dev.sublet.collector.kubelet.NodeSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A host cluster with nine vclusters in five cost centers, from the first of last month to some weeks ahead. All of it
 * follows from the seed and the day: pods, their UIDs and what they use at any moment. One vcluster is paused, one
 * climbs, one is idle, one has GPUs, one was deleted and made again; a tenant lies, a namespace changes its cost center, a
 * node fails, others live seven minutes. Immutable and thread-safe.
 */
public final class Fleet {
    /** The name that people know the cluster by. */
    public static final String CLUSTER_NAME = "demo";

    private final Dates dates;
    private final Names names;
    private final List<VclusterPlan> vclusters;
    private final String clusterUid;
    private final List<NodePlan> nodes;
    private final List<PodPlan> pods;
    private final List<FleetEvent> events;
    private final KubeletView kubelets;

    private Fleet(long seed, Instant now) {
        dates = Dates.of(now);
        names = new Names(seed);
        clusterUid = names.uid("namespace/kube-system");
        nodes = List.copyOf(Scenario.nodes(dates, names));
        vclusters = Scenario.vclusters(dates);
        pods = new PodPlans(dates, names, nodes).of(vclusters);
        events = new FleetEvents(dates, names).of(nodes, vclusters, pods);
        kubelets = new KubeletView(pods);
    }

    /** The same seed and moment give the same fleet. */
    public static Fleet of(long seed, Instant now) {
        return new Fleet(seed, now);
    }

    /** UID of namespace kube-system. */
    public String clusterUid() {
        return clusterUid;
    }

    /** The first of last month. */
    public Instant start() {
        return Instant.ofEpochSecond(dates.startS());
    }

    /** The moment for which the fleet was made. */
    public Instant now() {
        return Instant.ofEpochSecond(dates.nowS());
    }

    /** Until when things go on happening; after that the fleet stands as it is. */
    public Instant horizon() {
        return Instant.ofEpochSecond(dates.horizonS());
    }

    /** What each pod that ran in {@code [from, to)} used in it. */
    public List<PodTruth> truth(Instant from, Instant to) {
        List<PodTruth> truth = new ArrayList<>();
        for (PodPlan pod : pods) {
            double startS = Math.max((double) from.getEpochSecond(), (double) pod.startS());
            double endS = Math.min((double) to.getEpochSecond(), (double) pod.stopS());
            if (endS > startS) {
                double coreSeconds = pod.load().coreNanos(startS, endS) / 1e9;
                truth.add(new PodTruth(pod.uid(), pod.namespace(), pod.name(), pod.vcluster(), coreSeconds));
            }
        }
        return truth;
    }

    /** What people did in the vclusters until the moment for which the fleet was made. Computed at each call. */
    public List<AuditTrail.Batch> auditTrail() {
        return new AuditTrail(dates, names, pods).of(vclusters);
    }

    /** A price book that fits the fleet, as YAML. */
    public static String prices() {
        return resource("prices.yaml");
    }

    /** Policies that fit the fleet, as YAML. */
    public static String policies() {
        return resource("policies.yaml");
    }

    /** The cost centers that the fleet's labels name, with budgets, as YAML. */
    public static String costCenters() {
        return resource("cost-centers.yaml");
    }

    /** An owner registry that fits the fleet, as YAML. */
    public static String owners() {
        return resource("owners.yaml");
    }

    private static String resource(String name) {
        try (InputStream in = Fleet.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the jar lacks " + name, unreadable);
        }
    }

    List<NodePlan> nodes() {
        return nodes;
    }

    List<PodPlan> pods() {
        return pods;
    }

    /** In order of time. */
    List<FleetEvent> events() {
        return events;
    }

    NodeSummary summary(NodePlan node, long atMs) {
        return kubelets.summary(node, atMs);
    }
}
