package dev.sublet.bot.blueprint;

import java.time.Duration;

/**
 * What happens with what differs from the blueprint.
 *
 * @param every how often it is compared
 * @param repair whether it is put right, or only shown
 */
public record DriftRule(Duration every, boolean repair) {}
