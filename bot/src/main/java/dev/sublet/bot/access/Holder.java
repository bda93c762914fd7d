package dev.sublet.bot.access;

/**
 * Somebody who has access. Immutable.
 *
 * @param person as it was granted: an address, a subject, or {@code issuer#subject} of a pipeline
 * @param byToken whether tokens were given; else by signing in
 */
public record Holder(String person, String role, boolean byToken) {}
