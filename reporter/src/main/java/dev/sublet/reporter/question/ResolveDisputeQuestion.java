package dev.sublet.reporter.question;

/** The answer to an objection: {@code accepted} or {@code rejected}. */
public record ResolveDisputeQuestion(long disputeId, String outcome, String answer, String by) implements Question {}
