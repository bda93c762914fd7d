package dev.sublet.http;

import dev.sublet.ledger.audit.AuditReceipt;

/** Takes the body of an audit webhook's call. When it returns, the events are durable. Thread-safe. */
@FunctionalInterface
public interface AuditSink {
    AuditReceipt take(String source, byte[] body);
}
