package dev.sublet.bot.upgrade;

/**
 * One station of an upgrade. Immutable.
 *
 * @param chart that is installed then
 * @param kubernetes that runs inside then
 * @param reason why it is a station of its own, for people
 */
public record Hop(String chart, String kubernetes, String reason) {}
