package dev.sublet.reporter.budget;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A day that cost otherwise than its weekday lets expect, of a cost center or of a vcluster, at the prices of the last day that is over. Amounts
 * in 10⁻⁹ of the currency.
 *
 * @param costCenter who pays; of a vcluster that several pay for, whoever pays most
 * @param vcluster its namespace and name; null for all of a cost center
 * @param contributors at most two, the largest first
 */
public record UnusualDay(
        LocalDate day,
        String costCenter,
        @Nullable String vcluster,
        BigInteger expectedNanos,
        BigInteger actualNanos,
        List<Contributor> contributors) {
    public UnusualDay {
        contributors = List.copyOf(contributors);
    }

    /** What it cost more, or less when negative. */
    public BigInteger differenceNanos() {
        return actualNanos.subtract(expectedNanos);
    }
}
