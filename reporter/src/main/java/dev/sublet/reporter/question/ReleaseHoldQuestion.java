package dev.sublet.reporter.question;

/** End a hold. */
public record ReleaseHoldQuestion(long holdId) implements Question {}
