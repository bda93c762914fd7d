package dev.sublet.reporter.question;

/** A bill to forget. */
public record RemoveBillQuestion(long billId) implements Question {}
