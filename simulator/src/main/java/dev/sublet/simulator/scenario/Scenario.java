package dev.sublet.simulator.scenario;

import dev.sublet.simulator.scenario.PodPlan.Size;
import dev.sublet.simulator.scenario.VclusterPlan.Pool;
import dev.sublet.simulator.scenario.VclusterPlan.Workload;
import java.util.ArrayList;
import java.util.List;

/** Who is in the fleet: the cast, with its characters. */
final class Scenario {
    private Scenario() {}

    /** The node that fails is the second one; another takes its place. */
    static List<NodePlan> nodes(Dates dates, Names names) {
        List<NodePlan> nodes = new ArrayList<>();
        long old = dates.longAgo();
        long never = Dates.NEVER;
        nodes.add(node(names, "general-1", NodeShape.GENERAL, false, old, never, never));
        nodes.add(
                node(names, "general-2", NodeShape.GENERAL, false, old, dates.nodeFails(), dates.nodeFails() + 2_400));
        nodes.add(node(names, "general-3", NodeShape.GENERAL, false, old, never, never));
        nodes.add(node(names, "spot-1", NodeShape.GENERAL, true, old, never, never));
        nodes.add(node(names, "memory-1", NodeShape.MEMORY, false, old, never, never));
        nodes.add(node(names, "gpu-1", NodeShape.GPU, false, old, never, never));
        nodes.add(node(names, "gpu-2", NodeShape.GPU, false, old, never, never));
        nodes.add(node(names, "general-4", NodeShape.GENERAL, false, dates.nodeFails() + 4 * 60, never, never));
        nodes.addAll(burstNodes(dates, names));
        return nodes;
    }

    /** Four times a day the autoscaler adds a node that lives seven minutes. */
    private static List<NodePlan> burstNodes(Dates dates, Names names) {
        List<NodePlan> nodes = new ArrayList<>();
        for (long day = dates.startS(); day < dates.horizonS(); day += Dates.DAY) {
            for (int hour : List.of(9, 12, 15, 21)) {
                long created = day + hour * Dates.HOUR + 60L * names.pick("burst" + day + hour, 50);
                String name = "burst-" + names.suffix("burst" + created, 5);
                nodes.add(node(names, name, NodeShape.BURST, true, created, Dates.NEVER, created + 7 * 60));
            }
        }
        return nodes;
    }

    private static NodePlan node(
            Names names, String name, NodeShape shape, boolean spot, long createdS, long silentFromS, long deletedS) {
        return new NodePlan(name, names.uid("node/" + name), shape, spot, createdS, silentFromS, deletedS);
    }

    static List<VclusterPlan> vclusters(Dates dates) {
        return List.of(
                steady("payments", true, true, dates, paymentsWorkloads()),
                steady("search", true, false, dates, searchWorkloads()),
                steady("sandbox", false, false, dates, sandboxWorkloads()),
                steady("analytics", true, false, dates, analyticsWorkloads(dates)),
                steady("ml", true, false, dates, mlWorkloads()),
                steady("risk", true, false, dates, riskWorkloads()),
                steady("legacy", false, false, dates, legacyWorkloads()),
                new VclusterPlan(
                        "staging",
                        1,
                        true,
                        true,
                        dates.longAgo(),
                        dates.stagingPaused(),
                        Dates.NEVER,
                        stagingWorkloads()),
                preview(1, dates.longAgo(), dates.previewUninstalled()),
                preview(2, dates.previewInstalledAgain(), Dates.NEVER));
    }

    private static VclusterPlan steady(
            String name, boolean statefulSet, boolean loadBalancer, Dates dates, List<Workload> workloads) {
        return new VclusterPlan(
                name, 1, statefulSet, loadBalancer, dates.longAgo(), Dates.NEVER, Dates.NEVER, workloads);
    }

    private static VclusterPlan preview(int incarnation, long fromS, long toS) {
        Workload web = Workload.of("web", "storefront", 2, new Size(200, 256, 0, 120), Load.business(20, 130));
        return new VclusterPlan("preview", incarnation, true, false, fromS, Dates.NEVER, toS, List.of(web));
    }

    private static List<Workload> paymentsWorkloads() {
        return List.of(
                Workload.of("checkout", "api", 6, new Size(500, 512, 0, 400), Load.business(120, 420))
                        .deployedEvery(6),
                Workload.of("checkout", "ledger", 3, new Size(600, 1024, 0, 900), Load.business(200, 240))
                        .withClaim(100, "io2"),
                Workload.of("web", "storefront", 3, new Size(200, 256, 0, 180), Load.business(40, 160))
                        .deployedEvery(3),
                Workload.of("batch", "flaky", 1, new Size(100, 128, 0, 60), Load.steady(70))
                        .restartingEvery(6 * Dates.HOUR + 420));
    }

    private static List<Workload> searchWorkloads() {
        return List.of(
                Workload.of("index", "query", 5, new Size(400, 1024, 0, 880), Load.business(90, 330))
                        .deployedEvery(9),
                Workload.of(
                        "index",
                        "quarterly-reconciliation-worker-with-a-long-name",
                        1,
                        new Size(250, 512, 0, 300),
                        Load.steady(180)),
                Workload.of("index", "indexer", 3, new Size(500, 2048, 0, 1700), Load.steady(350))
                        .on(Pool.MEMORY),
                Workload.of("index", "innocent", 1, new Size(100, 128, 0, 90), Load.steady(220))
                        .lying());
    }

    private static List<Workload> sandboxWorkloads() {
        return List.of(
                Workload.of("dev", "builder", 3, new Size(300, 512, 0, 350), Load.business(10, 500))
                        .deployedEvery(2),
                Workload.of("dev", "run-x-1", 2, new Size(100, 128, 0, 70), Load.business(10, 60)));
    }

    /** Its workers climb day after day, far beyond their requests. */
    private static List<Workload> analyticsWorkloads(Dates dates) {
        return List.of(
                Workload.of(
                                "jobs",
                                "worker",
                                5,
                                new Size(300, 2048, 0, 1500),
                                Load.steady(140).climbing(dates.climbBegins(), 35, 900))
                        .on(Pool.MEMORY),
                Workload.of("jobs", "notebook", 2, new Size(500, 4096, 0, 900), Load.business(15, 200))
                        .withClaim(500, "gp3"));
    }

    private static List<Workload> mlWorkloads() {
        return List.of(
                Workload.of("training", "train", 2, new Size(4000, 16384, 1, 12000), Load.steady(3200))
                        .on(Pool.GPU),
                Workload.of("serving", "embed", 2, new Size(500, 1024, 0, 700), Load.business(120, 260)));
    }

    private static List<Workload> riskWorkloads() {
        return List.of(Workload.of("pricing", "pricer", 3, new Size(400, 1024, 0, 600), Load.business(100, 200)));
    }

    /** Nobody has used it for months. */
    private static List<Workload> legacyWorkloads() {
        return List.of(Workload.of("default", "intranet", 1, new Size(250, 512, 0, 110), Load.steady(2)));
    }

    private static List<Workload> stagingWorkloads() {
        return List.of(Workload.of("checkout", "api", 4, new Size(300, 512, 0, 300), Load.business(40, 200)));
    }
}
