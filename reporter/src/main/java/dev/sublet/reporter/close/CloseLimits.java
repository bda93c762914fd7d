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
    /** Ninety-five in a hundred, and no force. */
    public static CloseLimits standard() {
        return new CloseLimits(950_000, null);
    }

    /** What is recorded of a forced close. */
    @Nullable
    String recorded(List<String> hindrances) {
        return hindrances.isEmpty() || force == null ? null : force + " (" + String.join("; ", hindrances) + ")";
    }
}
