package dev.sublet.metrics;

import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.audit.AuditReceipt;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people did inside, counted as it becomes durable, for rates: a batch that an API server sends again is not counted again, as long as
 * all of it came twice. Sources beyond a number share the series {@code other}. Thread-safe.
 */
public final class AuditMetrics {
    private static final int SOURCES_MAX = 500;
    private static final long US_PER_S = 1_000_000;

    private final Counter requests;
    private final Gauge last;
    private final Set<String> sources = new HashSet<>();

    public AuditMetrics(PrometheusRegistry registry) {
        requests = Counter.builder()
                .name("sublet_audit_requests_total")
                .help("Requests in the audit logs of virtual clusters, by what they were")
                .labelNames("source", "kind")
                .register(registry);
        last = Gauge.builder()
                .name("sublet_audit_last_event_timestamp_seconds")
                .help("When the newest event of a source happened")
                .labelNames("source")
                .register(registry);
    }

    /** Counts what is now durable. */
    public void committed(AuditBatch batch, AuditReceipt receipt) {
        if (receipt.stored() == 0) {
            return;
        }
        String source = label(batch.source());
        for (AuditEvent event : batch.events()) {
            requests.labelValues(source, kind(event)).inc();
            Gauge latest = last;
            double atS = (double) event.stageUs() / US_PER_S;
            synchronized (sources) {
                if (latest.labelValues(source).get() < atS) {
                    latest.labelValues(source).set(atS);
                }
            }
        }
    }

    private String label(String source) {
        synchronized (sources) {
            if (sources.contains(source)) {
                return source;
            }
            if (sources.size() >= SOURCES_MAX) {
                return VclusterLabels.OTHER;
            }
            sources.add(source);
            return source;
        }
    }

    /** The most telling word for it. */
    static String kind(AuditEvent event) {
        Integer code = event.code();
        if (code != null && (code == 401 || code == 403)) {
            return "denied";
        }
        if (isOneOf(event.subresource(), "exec", "attach", "portforward")
                || isOneOf(event.resource(), "subjectaccessreviews")) {
            return "exec";
        }
        if (isOneOf(event.resource(), "secrets")) {
            return "secret";
        }
        if (isOneOf(event.verb(), "delete", "deletecollection")) {
            return "delete";
        }
        return isOneOf(event.verb(), "get", "list", "watch") ? "read" : "write";
    }

    private static boolean isOneOf(@Nullable String word, String... words) {
        return word != null && Set.of(words).contains(word);
    }
}
