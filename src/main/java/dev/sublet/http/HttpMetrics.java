package dev.sublet.http;

import dev.sublet.ledger.audit.AuditReceipt;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/** Counts what the HTTP server sees. Labels are words of this program, never of a caller. */
final class HttpMetrics {
    private final Counter auditEvents;
    private final Counter auditCalls;

    HttpMetrics(PrometheusRegistry registry) {
        auditEvents = Counter.builder()
                .name("sublet_audit_events_total")
                .help("Audit events received, by what became of them")
                .labelNames("outcome")
                .register(registry);
        auditCalls = Counter.builder()
                .name("sublet_audit_calls_total")
                .help("Calls of audit webhooks, by outcome")
                .labelNames("outcome")
                .register(registry);
        for (String outcome : List.of("stored", "duplicate", "set_aside")) {
            auditEvents.initLabelValues(outcome);
        }
        for (String outcome : List.of("stored", "refused", "too_large", "too_slow", "busy", "not_stored")) {
            auditCalls.initLabelValues(outcome);
        }
    }

    void audit(AuditReceipt receipt) {
        auditEvents.labelValues("stored").inc(receipt.stored());
        auditEvents.labelValues("duplicate").inc(receipt.duplicates());
        auditEvents.labelValues("set_aside").inc(receipt.setAside());
        auditCall("stored");
    }

    void auditCall(String outcome) {
        auditCalls.labelValues(outcome).inc();
    }
}
