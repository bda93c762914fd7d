package dev.sublet.ledger.audit;

import java.util.List;

/** The events of one webhook call: one transaction. */
public record AuditBatch(String source, List<AuditEvent> events, List<SetAsideEvent> setAside) {}
