package dev.sublet.simulator.scenario;

import dev.sublet.simulator.scenario.PodPlan.Owner;
import dev.sublet.simulator.scenario.PodPlan.Size;
import dev.sublet.simulator.scenario.VclusterPlan.Pool;
import dev.sublet.simulator.scenario.VclusterPlan.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Works out every pod that the scenario ever has: replicas cut at deploys, at the node's failure, at pauses and ends. */
final class PodPlans {
    private static final long EVICTED_AFTER_S = 6 * 60;
    private static final Size CONTROL_PLANE = new Size(200, 256, 0, 480);
    private static final Size DNS = new Size(20, 64, 0, 14);

    private final Dates dates;
    private final Names names;
    private final List<NodePlan> nodes;
    private final List<PodPlan> pods = new ArrayList<>();

    PodPlans(Dates dates, Names names, List<NodePlan> nodes) {
        this.dates = dates;
        this.names = names;
        this.nodes = nodes;
    }

    List<PodPlan> of(List<VclusterPlan> vclusters) {
        for (VclusterPlan vcluster : vclusters) {
            overhead(vcluster);
            vcluster.workloads().forEach(workload -> workload(vcluster, workload));
        }
        VclusterPlan risk = named(vclusters, "risk");
        VclusterPlan sandbox = named(vclusters, "sandbox");
        nightlyJobs(risk);
        burstJobs(sandbox);
        hostPods();
        debugShells();
        return List.copyOf(pods);
    }

    private static VclusterPlan named(List<VclusterPlan> vclusters, String name) {
        return vclusters.stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    }

    private void overhead(VclusterPlan vcluster) {
        String name = vcluster.name();
        String hash = names.suffix("hash/" + vcluster.key(), 10);
        Owner owner = vcluster.statefulSet()
                ? new Owner("apps/v1", "StatefulSet", name, names.uid("workload/" + vcluster.key()))
                : new Owner("apps/v1", "ReplicaSet", name + "-" + hash, names.uid("replicaset/" + vcluster.key()));
        Map<String, String> labels = new TreeMap<>(Map.of("app", "vcluster", "release", name));
        if (!vcluster.statefulSet()) {
            labels.put("pod-template-hash", hash);
        }
        Load load = Load.steady(56).withPhase(names.pick(name, 628) / 100.0);
        for (Life life : lives(vcluster.fromS(), vcluster.runsUntilS(), Pool.GENERAL, names.pick(name, 4))) {
            String podName = vcluster.statefulSet()
                    ? name + "-0"
                    : name + "-" + hash + "-" + names.suffix(vcluster.key() + life.fromS(), 5);
            pods.add(new PodPlan(
                    names.uid("control-plane/" + vcluster.key() + life.fromS()),
                    vcluster.namespace(),
                    podName,
                    life.node(),
                    labels,
                    Map.of(),
                    owner,
                    CONTROL_PLANE,
                    load,
                    life.fromS(),
                    life.stopS(),
                    life.deletedS(),
                    false,
                    0,
                    vcluster.statefulSet() ? 900L << 20 : 0,
                    name));
        }
        Workload dns = Workload.of("kube-system", "coredns", 1, DNS, Load.steady(3));
        workload(vcluster, dns);
    }

    private void workload(VclusterPlan vcluster, Workload workload) {
        for (int replica = 0; replica < workload.replicas(); replica++) {
            String key = vcluster.key() + "/" + workload.virtualNamespace() + "/" + workload.name() + "/" + replica;
            int place = names.pick(vcluster.name() + workload.name(), 4) + replica;
            for (long[] deploy : deploys(vcluster, workload, key)) {
                for (Life life : lives(deploy[0], deploy[1], workload.pool(), place)) {
                    pods.add(replica(vcluster, workload, key, replica, deploy[0], life));
                }
            }
        }
    }

    private PodPlan replica(
            VclusterPlan vcluster, Workload workload, String key, int replica, long deployS, Life life) {
        String hash = names.suffix(vcluster.key() + workload.name() + deployS, 10);
        String virtual = workload.name() + "-" + hash + "-" + names.suffix(key + life.fromS(), 5);
        Load load = workload.load().withPhase(names.pick(key, 628) / 100.0);
        return synced(
                vcluster,
                workload,
                new TenantPod(virtual, "ReplicaSet", workload.name() + "-" + hash, hash),
                load,
                life,
                false,
                workload.claimGib() > 0 && replica == 0 ? (long) workload.claimGib() << 29 : 0);
    }

    /** A pod as its tenant knows it. */
    private record TenantPod(String name, String ownerKind, String ownerName, String hash) {}

    private PodPlan synced(
            VclusterPlan vcluster,
            Workload workload,
            TenantPod tenant,
            Load load,
            Life life,
            boolean succeeds,
            long volumeBytes) {
        String namespace = workload.virtualNamespace();
        String host = Names.onHost(tenant.name(), namespace, vcluster.name());
        String uid = names.uid("pod/" + vcluster.key() + "/" + host + life.fromS());
        SyncedMarks marks = new SyncedMarks(vcluster, namespace, tenant.name(), host, names.uid("virtual/" + uid));
        Map<String, String> labels = marks.labels(workload.name(), tenant.hash());
        Map<String, String> annotations = marks.annotations(tenant.ownerKind(), tenant.ownerName());
        if (workload.lies()) {
            marks.lie(labels, annotations);
        }
        return new PodPlan(
                uid,
                vcluster.namespace(),
                host,
                life.node(),
                labels,
                annotations,
                new Owner("v1", "Service", vcluster.name(), names.uid("service/" + vcluster.key())),
                workload.size(),
                load,
                life.fromS(),
                life.stopS(),
                life.deletedS(),
                succeeds,
                workload.restartEveryS(),
                volumeBytes,
                vcluster.name());
    }

    /** When the pods of a workload are replaced, as from and to. */
    private List<long[]> deploys(VclusterPlan vcluster, Workload workload, String key) {
        List<long[]> spans = new ArrayList<>();
        long from = vcluster.fromS();
        long until = vcluster.runsUntilS();
        if (workload.deployEveryDays() == 0) {
            spans.add(new long[] {from, until});
            return spans;
        }
        long day = dates.startS() + names.pick(workload.name(), workload.deployEveryDays()) * Dates.DAY;
        for (; day < Math.min(until, dates.horizonS()); day += workload.deployEveryDays() * Dates.DAY) {
            // Replicas follow each other by half a minute, all within working hours.
            long at = day + 9 * Dates.HOUR + names.pick(workload.name() + day, 420) * 60L + names.pick(key, 6) * 30L;
            if (at > from && at < until) {
                spans.add(new long[] {from, at});
                from = at;
            }
        }
        spans.add(new long[] {from, until});
        return spans;
    }

    /** A pod's time on one node. */
    private record Life(NodePlan node, long fromS, long stopS, long deletedS) {}

    /** Usually one; where its node fails in between, two. */
    private List<Life> lives(long fromS, long toS, Pool pool, int place) {
        NodePlan node = placed(pool, place, fromS);
        long failsS = node.silentFromS();
        if (failsS >= toS) {
            return List.of(new Life(node, fromS, toS, toS));
        }
        long movedS = failsS + EVICTED_AFTER_S;
        return List.of(
                new Life(node, fromS, failsS, movedS), new Life(placed(pool, place, movedS), movedS + 4, toS, toS));
    }

    private NodePlan placed(Pool pool, int place, long atS) {
        return switch (pool) {
            case GENERAL ->
                switch (Math.floorMod(place, 4)) {
                    case 0 -> node("general-1");
                    case 1 -> atS < dates.nodeFails() ? node("general-2") : node("general-4");
                    case 2 -> node("general-3");
                    default -> node("spot-1");
                };
            case MEMORY -> node("memory-1");
            case GPU -> node(place % 2 == 0 ? "gpu-1" : "gpu-2");
        };
    }

    private NodePlan node(String name) {
        return nodes.stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
    }

    /** Six revaluations each night, between half an hour and an hour long. */
    private void nightlyJobs(VclusterPlan risk) {
        Workload job = Workload.of("pricing", "revalue", 1, new Size(500, 1024, 0, 700), Load.steady(900));
        for (long day = dates.startS(); day < dates.horizonS(); day += Dates.DAY) {
            for (int i = 0; i < 6; i++) {
                String key = "revalue-" + day / 60 + "-" + i;
                long from = day + Dates.HOUR + names.pick(key, 600);
                long stop = from + 1_800 + names.pick(key + "length", 1_800);
                Life life = new Life(placed(Pool.GENERAL, i, from), from, stop, day + 6 * Dates.HOUR);
                if (life.node().silentFromS() >= stop) {
                    TenantPod tenant = new TenantPod(key + "-" + names.suffix(key, 5), "Job", key, "");
                    pods.add(synced(risk, job, tenant, job.load(), life, true, 0));
                }
            }
        }
    }

    /** What the autoscaler adds nodes for. */
    private void burstJobs(VclusterPlan sandbox) {
        Workload job = Workload.of("ci", "test", 1, new Size(1500, 2048, 0, 1200), Load.steady(1400));
        for (NodePlan node : nodes) {
            if (node.shape() != NodeShape.BURST) {
                continue;
            }
            for (int i = 0; i < 2; i++) {
                String key = "test-" + node.createdS() / 60 + "-" + i;
                long from = node.createdS() + 35;
                long stop = from + 240 + names.pick(key, 90);
                TenantPod tenant = new TenantPod(key + "-" + names.suffix(key, 5), "Job", key, "");
                Life life = new Life(node, from, stop, node.deletedS() - 5);
                pods.add(synced(sandbox, job, tenant, job.load(), life, true, 0));
            }
        }
    }

    private void hostPods() {
        for (NodePlan node : nodes) {
            long stop = Math.min(node.silentFromS(), node.deletedS());
            for (String daemon : List.of("kube-proxy", "node-exporter")) {
                String namespace = daemon.equals("kube-proxy") ? "kube-system" : "monitoring";
                Owner owner = new Owner("apps/v1", "DaemonSet", daemon, names.uid("daemonset/" + daemon));
                pods.add(host(
                        namespace,
                        daemon + "-" + names.suffix(daemon + node.name(), 5),
                        daemon,
                        owner,
                        new Life(node, node.createdS() + 5, stop, node.deletedS()),
                        new Size(50, 64, 0, 45),
                        Load.steady(18),
                        null));
            }
        }
        hostService("monitoring", "prometheus", 1, new Size(1000, 4096, 0, 3600), Load.steady(420), 1);
        hostService("monitoring", "grafana", 1, new Size(200, 256, 0, 210), Load.business(15, 60), 0);
        hostService("ingress", "gateway", 2, new Size(300, 256, 0, 190), Load.business(60, 180), 2);
    }

    private void hostService(String namespace, String name, int replicas, Size size, Load load, int place) {
        String hash = names.suffix("hash/" + name, 10);
        Owner owner = new Owner("apps/v1", "ReplicaSet", name + "-" + hash, names.uid("replicaset/" + name));
        for (int replica = 0; replica < replicas; replica++) {
            for (Life life : lives(dates.longAgo(), Dates.NEVER, Pool.GENERAL, place + replica)) {
                String pod = name + "-" + hash + "-" + names.suffix(name + replica + life.fromS(), 5);
                pods.add(host(namespace, pod, name, owner, life, size, load, null));
            }
        }
    }

    /** Left by an operator beside a tenant's pods: two days of last month, and one that is there now. */
    private void debugShells() {
        Size size = new Size(100, 128, 0, 40);
        NodePlan node = node("general-3");
        long earlier = dates.at(16, 9, 30);
        long recent = dates.nowS() - 2 * Dates.HOUR;
        Life first = new Life(node, earlier, earlier + 2 * Dates.DAY, earlier + 2 * Dates.DAY);
        Life second = new Life(node, recent, Dates.NEVER, Dates.NEVER);
        for (Life life : List.of(first, second)) {
            pods.add(host(
                    "vcluster-payments",
                    "debug-shell",
                    "debug-shell",
                    Owner.NOBODY,
                    life,
                    size,
                    Load.steady(35),
                    null));
        }
    }

    private PodPlan host(
            String namespace,
            String name,
            String app,
            Owner owner,
            Life life,
            Size size,
            Load load,
            @Nullable String vcluster) {
        String uid = names.uid("host/" + namespace + "/" + name + life.fromS());
        return new PodPlan(
                uid,
                namespace,
                name,
                life.node(),
                new TreeMap<>(Map.of("app", app)),
                Map.of(),
                owner,
                size,
                load.withPhase(names.pick(uid, 628) / 100.0),
                life.fromS(),
                life.stopS(),
                life.deletedS(),
                false,
                0,
                0,
                vcluster);
    }
}
