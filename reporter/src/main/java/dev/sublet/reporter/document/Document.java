package dev.sublet.reporter.document;

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
        List<Sleep> sleeps) {
    public Document {
        lines = List.copyOf(lines);
        costCenters = List.copyOf(costCenters);
        earlier = List.copyOf(earlier);
        sleeps = List.copyOf(sleeps);
    }

    /** What was paid in an earlier period by those that this document is about; zero when they paid nothing. */
    public BigDecimal of(EarlierPeriod period) {
        return costCenter == null
                ? period.total()
                : period.costCenters().getOrDefault(costCenter, BigDecimal.ZERO.setScale(total.scale()));
    }
}
