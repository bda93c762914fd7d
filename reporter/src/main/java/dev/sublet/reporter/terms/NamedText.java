package dev.sublet.reporter.terms;

/** A file as its reader saw it, so that a question can be answered by a process that cannot see the file. */
public record NamedText(String name, String text) {}
