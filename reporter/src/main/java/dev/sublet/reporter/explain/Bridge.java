package dev.sublet.reporter.explain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why amounts are others than in an earlier period. Parts sum to differences, exactly. Immutable.
 *
 * @param periodBefore how the earlier period is called
 */
public record Bridge(
        String period,
        String periodBefore,
        String currency,
        boolean byVcluster,
        Span whole,
        List<Span> spans,
        List<String> notes) {

    /**
     * One payer's difference, or that of all.
     *
     * @param costCenter null for all
     * @param vcluster null unless told apart by vclusters
     * @param before what the earlier period's statement shows, in the unit in which the currency is paid
     * @param now likewise of the later one
     */
    public record Span(
            @Nullable String costCenter,
            @Nullable String vcluster,
            BigInteger nanosBefore,
            BigInteger nanosNow,
            BigDecimal before,
            BigDecimal now,
            List<Change> changes) {
        public BigInteger differenceNanos() {
            return nanosNow.subtract(nanosBefore);
        }
    }

    /** A part that is not zero, with what made most of it, the largest first. */
    public record Change(BridgePart part, BigInteger nanos, List<Cause> causes) {}

    /**
     * What made a part.
     *
     * @param percent by how much a price is another one; null for all else
     */
    public record Cause(
            String label, BigInteger nanos, @Nullable BigDecimal percent) {}
}
