package dev.sublet.bot.blueprint;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who must agree to what. Immutable.
 *
 * @param by groups or people who may approve; nobody has to when it is empty
 * @param abovePerMonth the estimated price from which an approval is needed, in the price book's currency; null for always
 * @param capPerMonth the estimated price that is refused however many agree, or null
 * @param openFor how long a request waits for a decision before it ends without one
 */
public record Approvals(
        List<String> by,
        @Nullable BigDecimal abovePerMonth,
        @Nullable BigDecimal capPerMonth,
        Duration openFor) {
    /** Nobody has to agree to anything. */
    public static final Approvals NONE = new Approvals(List.of(), null, null, Duration.ofDays(3));

    public Approvals {
        by = List.copyOf(by);
    }
}
