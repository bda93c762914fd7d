package dev.sublet.bot.access;

/** What the identity token of a pipeline proves. Immutable. */
public record Proven(String issuer, String subject) {}
