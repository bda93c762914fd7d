package dev.sublet.reporter.close;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a close is measured by.
 *
 * @param coverageMillionths the least part of all pods' seconds that must be measured or bridged
 * @param force why it is closed whatever hinders it; null refuses
 */
public record CloseLimits(long coverageMillionths, @Nullable String force) {
    static final long STANDARD_MILLIONTHS = 950_000;

    /** Ninety-five in a hundred, and no force. */
    public static CloseLimits standard() {
        return new CloseLimits(STANDARD_MILLIONTHS, null);
    }

    /**
     * What is recorded of a close that was forced, or that a lowered limit let through.
     *
     * @param lowered what the usual limit would have refused, or null
     */
    @Nullable
    String recorded(List<String> hindrances, @Nullable String lowered) {
        String forced =
                hindrances.isEmpty() || force == null ? null : force + " (" + String.join("; ", hindrances) + ")";
        if (forced == null) {
            return lowered;
        }
        return lowered == null ? forced : forced + "; " + lowered;
    }
}
