package dev.sublet.simulator.recording;

import java.time.Instant;

/** A POST that an API server's audit webhook sent: {@code body} is its raw text. */
public record AuditPost(Instant receivedAt, String source, String body) {}
