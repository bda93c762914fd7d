package dev.sublet.simulator.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.simulator.api.KubeKind;
import dev.sublet.simulator.api.KubeletFault;
import dev.sublet.simulator.api.SimulatedCluster;
import dev.sublet.simulator.recording.PodEvent;
import dev.sublet.simulator.recording.RecordedTick;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts what a recording says into the simulated cluster, and counts what it saw. */
final class ClusterFeed {
    private final SimulatedCluster cluster;
    private final boolean podsFromWatch;
    private final Set<String> pods = new HashSet<>();
    private final Set<String> controlPlanes = new HashSet<>();

    ClusterFeed(SimulatedCluster cluster, boolean podsFromWatch) {
        this.cluster = cluster;
        this.podsFromWatch = podsFromWatch;
    }

    /** A list that did not answer changes nothing; a node whose kubelet was not heard does not answer now either. */
    void apply(RecordedTick tick) {
        for (Map.Entry<KubeKind, List<ObjectNode>> list : tick.lists().entrySet()) {
            if (list.getKey() == KubeKind.POD) {
                if (!podsFromWatch) {
                    syncPods(list.getValue());
                }
                continue;
            }
            cluster.sync(list.getKey(), list.getValue());
            list.getValue().forEach(this::countControlPlane);
        }
        for (ObjectNode node : tick.lists().getOrDefault(KubeKind.NODE, List.of())) {
            String name = node.at("/metadata/name").asText();
            if (!tick.summaries().containsKey(name)) {
                cluster.failKubelet(name, KubeletFault.ERROR);
            }
        }
        tick.silentNodes().forEach(node -> cluster.failKubelet(node, KubeletFault.ERROR));
        tick.summaries().forEach((node, summary) -> {
            cluster.setSummary(node, summary);
            cluster.healKubelet(node);
        });
    }

    void apply(PodTimeline.Step step, List<PodEvent> events) {
        if (step.relist()) {
            syncPods(events.stream().map(PodEvent::object).toList());
            return;
        }
        for (PodEvent event : events) {
            switch (event.type()) {
                case "ADDED", "MODIFIED" -> {
                    pods.add(PodTimeline.uid(event.object()));
                    cluster.put(KubeKind.POD, event.object());
                }
                case "DELETED" -> cluster.delete(KubeKind.POD, event.object());
                case "BOOKMARK" -> cluster.bookmark(KubeKind.POD);
                // An ERROR ended the recorder's watch; what follows is a new start.
                default -> {}
            }
        }
    }

    private void syncPods(List<ObjectNode> all) {
        all.forEach(pod -> pods.add(PodTimeline.uid(pod)));
        cluster.sync(KubeKind.POD, all);
    }

    private void countControlPlane(ObjectNode object) {
        if (object.at("/metadata/labels/app").asText().equals("vcluster")
                && object.at("/spec/template").isObject()) {
            controlPlanes.add(PodTimeline.uid(object));
        }
    }

    int podsSeen() {
        return pods.size();
    }

    int controlPlanesSeen() {
        return controlPlanes.size();
    }
}
