package dev.sublet.reporter.close;

import dev.sublet.reporter.policy.CloseRules;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What whoever closes asks for, where the policy file's section {@code close} is not to decide.
 *
 * @param coverageMillionths the least part of all pods' seconds that must be measured or bridged; null for the file's
 * @param hinders what else hinders it; null for the file's
 * @param force why it is closed whatever hinders it; null refuses
 */
public record CloseLimits(
        @Nullable Long coverageMillionths,
        @Nullable Set<CloseRules.Hindering> hinders,
        @Nullable String force) {

    /** As the policy file says, else ninety-five in a hundred; no force. */
    public static CloseLimits standard() {
        return new CloseLimits(null, null, null);
    }

    /** Forced for a reason. */
    static CloseLimits forced(String reason) {
        return new CloseLimits(null, null, reason);
    }

    /** These, and of the file's what these leave open. */
    CloseRules over(CloseRules file) {
        return new CloseRules(
                coverageMillionths == null ? file.coverageMillionths() : coverageMillionths,
                hinders == null ? file.hinders() : hinders);
    }
}
