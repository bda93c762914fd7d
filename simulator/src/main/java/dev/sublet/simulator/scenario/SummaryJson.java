package dev.sublet.simulator.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.collector.kubelet.NodeSummary;
import dev.sublet.collector.kubelet.NodeSummary.ContainerStats;
import dev.sublet.collector.kubelet.NodeSummary.Counter;
import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes a summary as a kubelet's /stats/summary does. Stateless. */
final class SummaryJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SummaryJson() {}

    static String write(NodeSummary summary) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode node = root.putObject("node").put("nodeName", summary.node());
        ObjectNode pods = node.putArray("systemContainers").addObject().put("name", "pods");
        cpu(pods, summary.allPods());
        var all = root.putArray("pods");
        for (PodStats pod : summary.pods()) {
            write(all.addObject(), pod);
        }
        return root.toString();
    }

    private static void write(ObjectNode json, PodStats pod) {
        json.putObject("podRef")
                .put("name", pod.name())
                .put("namespace", pod.namespace())
                .put("uid", pod.uid());
        json.put("startTime", time(pod.startMs()));
        var containers = json.putArray("containers");
        for (ContainerStats container : pod.containers()) {
            ObjectNode one = containers.addObject();
            one.put("name", container.name());
            one.put("startTime", time(container.startMs()));
            cpu(one, container.cpuNanos());
        }
        cpu(json, pod.cpuNanos());
        if (pod.memoryBytes() != null) {
            json.putObject("memory").put("workingSetBytes", pod.memoryBytes());
        }
        Counter received = pod.networkRxBytes();
        Counter sent = pod.networkTxBytes();
        if (received != null && sent != null) {
            json.putObject("network")
                    .put("time", time(received.atMs()))
                    .put("name", "eth0")
                    .put("rxBytes", received.value())
                    .put("txBytes", sent.value());
        }
        if (pod.volumeUsedBytes() > 0) {
            ObjectNode volume = json.putArray("volume").addObject();
            volume.put("name", "data").put("usedBytes", pod.volumeUsedBytes());
            volume.putObject("pvcRef").put("name", "data").put("namespace", pod.namespace());
        }
    }

    private static void cpu(ObjectNode owner, @Nullable Counter counter) {
        if (counter != null) {
            owner.putObject("cpu").put("time", time(counter.atMs())).put("usageCoreNanoSeconds", counter.value());
        }
    }

    private static String time(long atMs) {
        return Instant.ofEpochMilli(atMs).toString();
    }
}
