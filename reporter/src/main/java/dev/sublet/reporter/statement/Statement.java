package dev.sublet.reporter.statement;

import dev.sublet.reporter.absence.MissingPeriod;
import java.util.List;

/**
 * What each cost center pays for a period. Lines are ordered by cost center, cluster, vcluster, class and resource.
 *
 * @param currency a three-letter code such as {@code USD}
 * @param clusters the clusters with cost in the period
 * @param rounded the lines' amounts as they are paid, one for each line; cost centers are its groups
 * @param notes what a reader should know, each one line: what is not charged, which part of the period has data
 */
public record Statement(
        Period period,
        String currency,
        List<ClusterWindow> clusters,
        List<StatementLine> lines,
        List<CostCenterTotal> totals,
        RoundedAmounts rounded,
        Reconciliation reconciliation,
        Coverage coverage,
        List<MissingPeriod> missing,
        List<String> notes) {}
