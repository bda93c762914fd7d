package dev.sublet.reporter.overhead;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a vcluster costs before it runs anything: its control plane, DNS, add-ons and snapshots, with their volumes and
 * load balancers, against all that it costs. Money is in 10⁻⁹ of the currency. The sums are those of the statement's lines.
 *
 * @param cluster the host cluster's UID
 * @param tenantNanos what its tenants run, with their volumes and load balancers
 * @param otherNanos all else on its lines: what policies hand on to it, fees, corrections
 * @param sharePercent overhead in total, rounded half up to six decimals; 0 when the vcluster costs nothing
 * @param parts the overhead by class and resource, in that order
 */
public record OverheadLine(
        String cluster,
        @Nullable String vcluster,
        @Nullable String vclusterNamespace,
        String vclusterUid,
        BigInteger overheadNanos,
        BigInteger tenantNanos,
        BigInteger otherNanos,
        BigDecimal sharePercent,
        List<Part> parts,
        Tenancy tenancy) {
    private static final BigInteger HOUR_S = BigInteger.valueOf(3600);

    public OverheadLine {
        parts = List.copyOf(parts);
    }

    /** One class and resource of the overhead; the words and units are those of a statement's line. */
    public record Part(String podClass, String resource, BigDecimal quantity, String unit, BigInteger amountNanos) {}

    /** All that the vcluster's lines say. */
    public BigInteger totalNanos() {
        return overheadNanos.add(tenantNanos).add(otherNanos);
    }

    /** Overhead for each hour of a tenant's pod, half up; empty where tenants ran none. */
    public Optional<BigInteger> perPodHourNanos() {
        if (tenancy.podS() <= 0) {
            return Optional.empty();
        }
        BigInteger seconds = BigInteger.valueOf(tenancy.podS());
        BigInteger twice = overheadNanos.multiply(HOUR_S).shiftLeft(1).add(seconds);
        BigInteger[] parts = twice.divideAndRemainder(seconds.shiftLeft(1));
        return Optional.of(parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }
}
