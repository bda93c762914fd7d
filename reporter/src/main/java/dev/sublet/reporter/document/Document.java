package dev.sublet.reporter.document;

import dev.sublet.reporter.bill.BilledLine;
import dev.sublet.reporter.statement.Statement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as a whole or of one cost center, with what its readers ask for beside the lines. Immutable.
 *
 * @param statement the whole, which reconciliation, coverage and notes always speak of
 * @param costCenter the one whose statement this is, null for all
 * @param zone of days and months
 * @param lines those of this document; their amounts sum to {@code total}
 * @param total in the unit in which the currency is paid
 * @param earlier the periods right before, the latest first; they follow each other without a hole
 * @param bills what the statement's bills say, list against billed, by node, volume and service
 * @param budgets budgets against what is paid, each cost center before those below it; none where nobody set any
 * @param sleeps vclusters that were paused, the largest saving first
 */
public record Document(
        Statement statement,
        @Nullable String costCenter,
        ZoneId zone,
        List<DocumentLine> lines,
        List<CostCenterSum> costCenters,
        BigInteger totalNanos,
        BigDecimal total,
        List<EarlierPeriod> earlier,
        List<BilledLine> bills,
        List<BudgetRow> budgets,
        List<Sleep> sleeps) {
    public Document {
        lines = List.copyOf(lines);
        costCenters = List.copyOf(costCenters);
        earlier = List.copyOf(earlier);
        bills = List.copyOf(bills);
        budgets = List.copyOf(budgets);
        sleeps = List.copyOf(sleeps);
    }

    /** The same with budgets. */
    public Document withBudgets(List<BudgetRow> some) {
        return new Document(
                statement, costCenter, zone, lines, costCenters, totalNanos, total, earlier, bills, some, sleeps);
    }

    /** What was paid in an earlier period by those that this document is about; zero when they paid nothing. */
    public BigDecimal of(EarlierPeriod period) {
        return costCenter == null
                ? period.total()
                : period.costCenters().getOrDefault(costCenter, BigDecimal.ZERO.setScale(total.scale()));
    }
}
