package dev.sublet.ledger.audit;

/** What became of a batch that is now durable. */
public record AuditReceipt(int stored, int duplicates, int setAside) {}
