package dev.sublet.bot.drift;

import org.jspecify.annotations.Nullable;

/**
 * An expected object that is not as it should be.
 *
 * @param what the first field that differs, or that it is missing
 * @param surplus a merge patch that takes away what others added to a closed spec, or null
 */
record Found(Expected expected, String what, @Nullable String surplus) {}
