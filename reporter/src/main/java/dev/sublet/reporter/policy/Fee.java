package dev.sublet.reporter.policy;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What each vcluster, cost center or cluster pays on top for every day on which it cost anything. The income cost center gets
 * it, so that the whole stays what it was. Exactly one of the two rates is given.
 *
 * @param attosPerHour in 10⁻¹⁸ of the currency
 * @param nanosPerMonth in 10⁻⁹ of the currency, for a month of the billing calendar
 * @param unit {@code vcluster}, {@code cost-center} or {@code cluster}
 */
public record Fee(
        String name,
        @Nullable BigInteger attosPerHour,
        @Nullable BigInteger nanosPerMonth,
        String unit,
        Selector among,
        String income,
        Validity validity) {}
