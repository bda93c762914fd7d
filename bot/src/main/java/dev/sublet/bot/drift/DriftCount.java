package dev.sublet.bot.drift;

import java.time.Instant;

/**
 * How much of a virtual cluster differed when it was last compared. Immutable.
 *
 * @param found objects that were not as they should be
 * @param repaired of them, those that were put right
 * @param repairedInAll since this process started
 */
public record DriftCount(
        String namespace, String name, int found, int repaired, long repairedInAll, Instant checkedAt) {}
