package dev.sublet.collector.meter;

import dev.sublet.collector.discovery.FleetDiscovery;
import dev.sublet.collector.facts.Change;
import dev.sublet.collector.facts.ClaimFacts;
import dev.sublet.collector.facts.EndedRun;
import dev.sublet.collector.facts.Fact;
import dev.sublet.collector.facts.NamespaceFacts;
import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.facts.OwnerRef;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.facts.ServiceFacts;
import dev.sublet.collector.facts.VolumeFacts;
import dev.sublet.collector.facts.WorkloadFacts;
import dev.sublet.collector.kubelet.NodeLook;
import dev.sublet.collector.kubelet.NodeSummary;
import dev.sublet.collector.kubelet.NodeSummary.ContainerStats;
import dev.sublet.collector.kubelet.NodeSummary.Counter;
import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import dev.sublet.collector.owner.OwnerRules;
import dev.sublet.ledger.owner.OwnerRegistry;
import dev.sublet.ledger.tick.TickBatch;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A meter on a bench: one node, pods of the host, seconds counted from a whole hour. */
final class Bench {
    static final long START_S = 1_800_000_000L - 1_800_000_000L % 3600;
    static final NodeFacts NODE = new NodeFacts(
            "node-uid",
            "node1",
            0,
            2000,
            1900,
            4_000_000,
            3_900_000,
            0,
            "m5.large",
            null,
            null,
            null,
            false,
            null,
            null,
            10250);

    final MemoryLedger ledger = new MemoryLedger();
    private final String zone;
    private Meter meter;

    Bench() {
        this("UTC");
    }

    Bench(String zone) {
        this.zone = zone;
        this.meter = newMeter();
        seen(0, NODE);
    }

    private Meter newMeter() {
        return new Meter(
                new MeterSettings("cluster", "test", 10, ZoneId.of(zone)),
                new FleetDiscovery(),
                new OwnerRules(OwnerRegistry.empty()),
                ledger);
    }

    /** As after a restart of the process: only what the ledger holds is left, and everything is listed again. */
    void restart(long atS, Fact... listed) {
        meter = newMeter();
        seen(atS, NODE);
        for (Fact fact : listed) {
            seen(atS, fact);
        }
    }

    void seen(long atS, Fact fact) {
        meter.apply(new Change.Seen(START_S + atS, fact));
    }

    void gone(long atS, Fact fact) {
        meter.apply(new Change.Gone(START_S + atS, fact));
    }

    TickBatch tick(long atS, PodStats... pods) {
        return tickWith(atS, null, pods);
    }

    TickBatch tickWith(long atS, @Nullable Counter allPods, PodStats... pods) {
        NodeSummary summary = new NodeSummary("node1", allPods, List.of(pods));
        return commit(meter.tick(START_S + atS, List.of(new NodeLook("node-uid", "node1", summary, null))));
    }

    TickBatch tickWithoutAnswer(long atS) {
        return commit(
                meter.tick(START_S + atS, List.of(new NodeLook("node-uid", "node1", null, "connection refused"))));
    }

    private TickBatch commit(TickBatch batch) {
        ledger.commit(List.of(batch));
        return batch;
    }

    static PodFacts pod(String name, long scheduledS) {
        return pod(name, scheduledS, 100, "Running", null);
    }

    static PodFacts pod(String name, long scheduledS, long requestMillicores, String phase, @Nullable Long finishedS) {
        return pod(name, scheduledS, requestMillicores, phase, finishedS, List.of());
    }

    /** One whose container waits to be started again after a run. */
    static PodFacts podBetweenRuns(String name, long scheduledS, long startS, long endS) {
        EndedRun run = new EndedRun("main", START_S + startS, START_S + endS);
        return pod(name, scheduledS, 100, "Waiting", null, List.of(run));
    }

    private static PodFacts pod(
            String name,
            long scheduledS,
            long requestMillicores,
            String phase,
            @Nullable Long finishedS,
            List<EndedRun> endedRuns) {
        return new PodFacts(
                name + "-uid",
                name + "-uid",
                "apps",
                name,
                "node1",
                Map.of(),
                Map.of(),
                List.of(),
                phase,
                START_S + scheduledS,
                START_S + scheduledS,
                finishedS == null ? null : START_S + finishedS,
                phase.equals("Running"),
                endedRuns,
                requestMillicores,
                65_536,
                0,
                2000L,
                "Burstable",
                null,
                null);
    }

    static ServiceFacts vclusterService() {
        return new ServiceFacts(
                "service-uid", "team-a", "dev", START_S, Map.of("app", "vcluster", "release", "dev"), List.of(), false);
    }

    static WorkloadFacts vclusterWorkload() {
        return new WorkloadFacts(
                "set-uid",
                "StatefulSet",
                "team-a",
                "dev",
                Map.of("app", "vcluster", "release", "dev"),
                1,
                "0.37.0",
                "k8s",
                false,
                false);
    }

    /** A claim that the vcluster synced. */
    static ClaimFacts claim() {
        return new ClaimFacts(
                "claim-uid",
                "team-a",
                "data-x-default-x-dev",
                Map.of("vcluster.loft.sh/managed-by", "dev", "vcluster.loft.sh/namespace", "default"),
                List.of(new OwnerRef("Service", "dev", "service-uid")));
    }

    static VolumeFacts volume(String phase) {
        return new VolumeFacts(
                "pv-uid",
                "pv-1",
                START_S,
                "gp3",
                1_048_576,
                phase,
                "team-a",
                "data-x-default-x-dev",
                "claim-uid",
                null);
    }

    static NamespaceFacts namespace(String costCenter) {
        return new NamespaceFacts("ns-uid", "apps", costCenter, null, null, Map.of());
    }

    static Counter at(double atS, double coreSeconds) {
        return new Counter((long) ((START_S + atS) * 1000), (long) (coreSeconds * 1e9));
    }

    /** One container, and no counter of the pod. */
    static PodStats stats(String name, double startS, double atS, double coreSeconds) {
        return stats(name, startS, atS, coreSeconds, null);
    }

    static PodStats stats(String name, double startS, double atS, double coreSeconds, @Nullable Counter podCounter) {
        ContainerStats container = new ContainerStats("main", (long) ((START_S + startS) * 1000), at(atS, coreSeconds));
        return new PodStats(
                name + "-uid",
                "apps",
                name,
                (long) ((START_S + startS) * 1000),
                List.of(container),
                podCounter,
                1024L * 1024,
                null,
                null,
                0);
    }
}
