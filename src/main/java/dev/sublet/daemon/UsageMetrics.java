package dev.sublet.daemon;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UsageRow;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was used, by vcluster and class, since this process started: final rows only, as they become durable. Beyond a
 * number of vcluster the rest share the series {@code other}. Not thread-safe: told of ticks by one thread.
 */
public final class UsageMetrics {
    private static final int VCLUSTERS_MAX = 500;
    private static final String[] LABELS = {"vcluster_namespace", "vcluster", "class"};
    /** For what few ask by class: series are what a scrape costs. */
    private static final String[] BY_VCLUSTER = {"vcluster_namespace", "vcluster"};

    private static final String OTHER = "other";
    private static final String NONE = "";

    private final Counter cpu;
    private final Counter cpuRequest;
    private final Counter memory;
    private final Counter memoryRequest;
    private final Counter received;
    private final Counter sent;
    private final Counter seconds;
    private final Map<Long, String[]> labelsBySpan = new HashMap<>();
    private final Set<String> vclusters = new HashSet<>();

    public UsageMetrics(PrometheusRegistry registry) {
        cpu = counter(registry, "sublet_cpu_core_seconds_total", "CPU used", LABELS);
        cpuRequest = counter(registry, "sublet_cpu_request_core_seconds_total", "CPU requested", LABELS);
        memory = counter(registry, "sublet_memory_byte_seconds_total", "Memory used", LABELS);
        memoryRequest = counter(registry, "sublet_memory_request_byte_seconds_total", "Memory requested", LABELS);
        received = counter(registry, "sublet_network_receive_bytes_total", "Network bytes received", BY_VCLUSTER);
        sent = counter(registry, "sublet_network_transmit_bytes_total", "Network bytes sent", BY_VCLUSTER);
        seconds = Counter.builder()
                .name("sublet_pod_seconds_total")
                .help("Seconds of pods, by how well they are known")
                .labelNames("coverage")
                .register(registry);
        for (Coverage coverage : Coverage.values()) {
            seconds.initLabelValues(coverage.label());
        }
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    /** Learns of the pods that an earlier process left open. */
    public void resume(LedgerReader ledger) {
        ledger.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT span_id, vcluster_namespace, vcluster, class FROM pod_span WHERE to_s IS NULL")) {
                while (row.next()) {
                    labelsBySpan.put(row.getLong(1), labels(row.getString(2), row.getString(3), row.getString(4)));
                }
                return labelsBySpan.size();
            }
        });
    }

    public void committed(TickBatch tick) {
        List<Long> ended = new ArrayList<>();
        for (PodSpan span : tick.podSpans()) {
            labelsBySpan.put(
                    span.spanId(),
                    labels(
                            span.vclusterNamespace(),
                            span.vcluster(),
                            span.podClass().label()));
            if (span.toS() != null) {
                ended.add(span.spanId());
            }
        }
        for (UsageRow row : tick.usage()) {
            count(row, labelsBySpan.getOrDefault(row.spanId(), new String[] {OTHER, OTHER, OTHER}));
        }
        ended.forEach(labelsBySpan::remove);
    }

    private void count(UsageRow row, String[] labels) {
        long lengthS = row.toS() - row.fromS();
        cpu.labelValues(labels).inc(row.cpuCoreMs() / 1000.0);
        cpuRequest.labelValues(labels).inc(row.cpuRequestMillicores() * lengthS / 1000.0);
        memory.labelValues(labels).inc(row.memoryKib() * 1024.0 * lengthS);
        memoryRequest.labelValues(labels).inc(row.memoryRequestKib() * 1024.0 * lengthS);
        received.labelValues(labels[0], labels[1]).inc(row.networkRxBytes());
        sent.labelValues(labels[0], labels[1]).inc(row.networkTxBytes());
        seconds.labelValues(row.coverage().label()).inc(lengthS);
    }

    private String[] labels(@Nullable String namespace, @Nullable String vcluster, String podClass) {
        if (vcluster == null || namespace == null) {
            return new String[] {NONE, NONE, podClass};
        }
        String key = namespace + "/" + vcluster;
        if (!vclusters.contains(key)) {
            if (vclusters.size() >= VCLUSTERS_MAX) {
                return new String[] {OTHER, OTHER, podClass};
            }
            vclusters.add(key);
        }
        return new String[] {namespace, vcluster, podClass};
    }
}
