package dev.sublet.reporter.verify;

/** What one check found. {@code detail} says what was looked at, or which row is wrong and what that means. */
public record Check(String name, boolean ok, String detail) {}
