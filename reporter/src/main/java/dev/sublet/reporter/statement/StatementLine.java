package dev.sublet.reporter.statement;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * One amount of a statement. Idle and system shares are lines of their own with the classes {@code idle} and
 * {@code system}.
 *
 * @param costCenter {@code suspense} where nobody is known to pay
 * @param cluster the cluster's UID
 * @param podClass a label of {@link dev.sublet.ledger.span.PodClass}, {@code idle} or {@code system}
 * @param resource {@code cpu}, {@code memory}, {@code gpu}, {@code storage} or {@code load-balancer}
 * @param quantity what was billed, in {@code unit}, with nine decimals
 * @param unit {@code core-hours}, {@code GiB-hours}, {@code GPU-hours} or {@code hours}
 * @param amountNanos in 10⁻⁹ of the currency
 */
public record StatementLine(
        String costCenter,
        String cluster,
        @Nullable String vcluster,
        @Nullable String vclusterNamespace,
        @Nullable String vclusterUid,
        String podClass,
        String resource,
        BigDecimal quantity,
        String unit,
        BigInteger amountNanos) {}
