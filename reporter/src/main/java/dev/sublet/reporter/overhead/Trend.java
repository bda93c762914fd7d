package dev.sublet.reporter.overhead;

import dev.sublet.reporter.statement.Period;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The overhead of all vclusters in a period before.
 *
 * @param name what the period is called
 * @param source {@code closed} (as frozen), {@code ledger} (made anew) or {@code stored} (as it was last reported)
 * @param sums by cluster and UID
 * @param missing why there is nothing, null where there is
 */
public record Trend(
        Period period,
        String name,
        String source,
        Map<List<String>, Sum> sums,
        @Nullable String missing) {
    public Trend {
        sums = Map.copyOf(sums);
    }

    /** Overhead and all else that a vcluster cost, in 10⁻⁹ of the currency. */
    public record Sum(BigInteger overheadNanos, BigInteger totalNanos) {}

    /** A vcluster's; empty when it was not there. */
    public Optional<Sum> of(OverheadLine line) {
        return Optional.ofNullable(sums.get(List.of(line.cluster(), line.vclusterUid())));
    }
}
