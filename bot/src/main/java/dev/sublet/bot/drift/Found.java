package dev.sublet.bot.drift;

import org.jspecify.annotations.Nullable;

/**
 * An expected object that is not as it should be.
 *
 * @param what the first field that differs, or that it is missing
 * @param patch a merge patch that belongs to putting it right, or null
 */
record Found(Expected expected, String what, @Nullable String patch) {
    static final String MISSING = "missing";

    boolean isMissing() {
        return what.equals(MISSING);
    }
}
