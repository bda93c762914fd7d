package dev.sublet.collector.kubelet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.collector.kubelet.KubeletException.Reason;
import dev.sublet.collector.kubelet.NodeSummary.ContainerStats;
import dev.sublet.collector.kubelet.NodeSummary.Counter;
import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a kubelet's {@code /stats/summary}. Kubelets leave out what they do not know, so each value may be absent; a value
 * without its time is worth nothing and counts as absent. Stateless.
 */
public final class SummaryParser {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SummaryParser() {}

    /**
     * Reads one body.
     *
     * @throws KubeletException with reason {@link Reason#UNREADABLE} when it is no summary at all
     */
    public static NodeSummary parse(byte[] body) throws KubeletException {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw unreadable(e.getOriginalMessage().lines().findFirst().orElse("broken JSON"), e);
        } catch (IOException e) {
            throw unreadable("not text", e);
        }
        JsonNode node = root.path("node");
        JsonNode pods = root.path("pods");
        if (!node.isObject() || !(pods.isArray() || pods.isNull() || pods.isMissingNode())) {
            throw unreadable("it has no node, or its pods are no list", null);
        }
        List<PodStats> stats = new ArrayList<>(pods.size());
        for (JsonNode pod : pods) {
            PodStats one = pod(pod);
            if (one != null) {
                stats.add(one);
            }
        }
        return new NodeSummary(node.path("nodeName").asText(""), allPods(node), List.copyOf(stats));
    }

    private static @Nullable Counter allPods(JsonNode node) {
        for (JsonNode container : node.path("systemContainers")) {
            if (container.path("name").asText().equals("pods")) {
                return cpu(container);
            }
        }
        return null;
    }

    private static @Nullable PodStats pod(JsonNode pod) {
        JsonNode reference = pod.path("podRef");
        String uid = reference.path("uid").asText("");
        if (uid.isEmpty()) {
            return null;
        }
        List<ContainerStats> containers = new ArrayList<>();
        Long containersMemory = null;
        for (JsonNode container : pod.path("containers")) {
            Counter cpu = cpu(container);
            if (cpu != null) {
                containers.add(new ContainerStats(
                        container.path("name").asText(""), millisOrZero(container.path("startTime")), cpu));
            }
            Long memory = amount(container.path("memory").path("workingSetBytes"));
            if (memory != null) {
                containersMemory = (containersMemory == null ? 0 : containersMemory) + memory;
            }
        }
        Long podMemory = amount(pod.path("memory").path("workingSetBytes"));
        JsonNode network = pod.path("network");
        return new PodStats(
                uid,
                reference.path("namespace").asText(""),
                reference.path("name").asText(""),
                millisOrZero(pod.path("startTime")),
                List.copyOf(containers),
                cpu(pod),
                podMemory != null ? podMemory : containersMemory,
                counter(network, "rxBytes"),
                counter(network, "txBytes"),
                volumeUsedBytes(pod.path("volume")));
    }

    private static long volumeUsedBytes(JsonNode volumes) {
        long sum = 0;
        for (JsonNode volume : volumes) {
            Long used = amount(volume.path("usedBytes"));
            if (volume.path("pvcRef").isObject() && used != null) {
                sum += used;
            }
        }
        return sum;
    }

    private static @Nullable Counter cpu(JsonNode owner) {
        return counter(owner.path("cpu"), "usageCoreNanoSeconds");
    }

    private static @Nullable Counter counter(JsonNode values, String field) {
        Long value = amount(values.path(field));
        Long atMs = millis(values.path("time"));
        return value == null || atMs == null ? null : new Counter(atMs, value);
    }

    /** A count as it must be: whole, not negative, and within 63 bits. */
    private static @Nullable Long amount(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0
                ? value.longValue()
                : null;
    }

    private static long millisOrZero(JsonNode time) {
        Long millis = millis(time);
        return millis == null ? 0 : millis;
    }

    private static @Nullable Long millis(JsonNode time) {
        if (!time.isTextual()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(time.textValue()).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static KubeletException unreadable(String what, @Nullable Throwable cause) {
        return new KubeletException(Reason.UNREADABLE, "the kubelet's summary cannot be read: " + what, cause);
    }
}
