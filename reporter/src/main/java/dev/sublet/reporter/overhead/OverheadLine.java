package dev.sublet.reporter.overhead;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a vcluster costs before it runs anything: its control plane, DNS, add-ons and snapshots, with their volumes and
 * load balancers, against all that it costs. Money is in 10⁻⁹ of the currency.
 *
 * @param cluster the host cluster's UID
 * @param sharePercent overhead in total, rounded half up to six decimals; 0 when the vcluster costs nothing
 * @param parts the overhead by class and resource, in that order
 */
public record OverheadLine(
        String cluster,
        @Nullable String vcluster,
        @Nullable String vclusterNamespace,
        String vclusterUid,
        BigInteger overheadNanos,
        BigInteger totalNanos,
        BigDecimal sharePercent,
        List<Part> parts) {

    /** One class and resource of the overhead; the words and units are those of a statement's line. */
    public record Part(String podClass, String resource, BigDecimal quantity, String unit, BigInteger amountNanos) {}
}
