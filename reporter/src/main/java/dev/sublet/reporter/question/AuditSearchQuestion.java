package dev.sublet.reporter.question;

import dev.sublet.reporter.auditsearch.AuditQuery;
import dev.sublet.reporter.table.Format;

/** Who did what. */
public record AuditSearchQuestion(AuditQuery query, Format format) implements Question {}
