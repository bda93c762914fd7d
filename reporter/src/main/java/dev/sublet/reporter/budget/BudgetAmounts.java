package dev.sublet.reporter.budget;

import dev.sublet.reporter.calendar.FiscalPeriod;
import dev.sublet.reporter.costcenter.Budget;
import dev.sublet.reporter.costcenter.CostCenter;
import dev.sublet.reporter.costcenter.CostCenters;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What cost centers may pay in a period, and which are below which. Immutable. */
final class BudgetAmounts {
    private final CostCenters costCenters;
    private final FiscalPeriod period;
    /** The second at which the hierarchy is asked for. */
    private final long atS;

    BudgetAmounts(CostCenters costCenters, FiscalPeriod period, long atS) {
        this.costCenters = costCenters;
        this.period = period;
        this.atS = atS;
    }

    /** A cost center with its depth below the top. */
    record Ranked(String costCenter, int depth) {}

    /** These, those with a budget and those above them, each before those below it. */
    List<Ranked> ranked(Collection<String> some) {
        TreeSet<String> ids = new TreeSet<>(some);
        costCenters.budgets().stream()
                .filter(budget -> nanos(budget).signum() > 0)
                .forEach(budget -> ids.add(budget.costCenter()));
        for (String id : List.copyOf(ids)) {
            costCenters.upwards(id, atS).stream().map(CostCenter::id).forEach(ids::add);
        }
        Map<String, Ranked> byPath = new TreeMap<>();
        for (String id : ids) {
            List<CostCenter> upwards = costCenters.upwards(id, atS);
            StringBuilder path = new StringBuilder(id);
            for (int above = 1; above < upwards.size(); above++) {
                path.insert(0, upwards.get(above).id() + "\0");
            }
            byPath.put(path.toString(), new Ranked(id, Math.max(upwards.size() - 1, 0)));
        }
        return List.copyOf(byPath.values());
    }

    boolean isBelow(String costCenter, String above) {
        return costCenter.equals(above)
                || costCenters.upwards(costCenter, atS).stream()
                        .anyMatch(each -> each.id().equals(above));
    }

    /** The budget that a cost center has itself; null for none. One that holds for a part of the period counts for that part's seconds. */
    @Nullable
    BigInteger own(String costCenter) {
        List<Budget> own = costCenters.budgets().stream()
                .filter(budget -> budget.costCenter().equals(costCenter))
                .filter(budget -> seconds(budget) > 0)
                .toList();
        return own.isEmpty() ? null : own.stream().map(this::nanos).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** The sum of the nearest budgets below; null for none. */
    @Nullable
    BigInteger summed(String above) {
        BigInteger sum = null;
        for (String id : costCenters.ids()) {
            List<CostCenter> upwards = costCenters.upwards(id, atS);
            if (upwards.size() > 1 && above.equals(upwards.get(1).id())) {
                BigInteger below = own(id);
                BigInteger counted = below == null ? summed(id) : below;
                if (counted != null) {
                    sum = sum == null ? counted : sum.add(counted);
                }
            }
        }
        return sum;
    }

    private long seconds(Budget budget) {
        return Math.min(period.toS(), budget.validity().toS())
                - Math.max(period.fromS(), budget.validity().fromS());
    }

    /** Of the period. */
    BigInteger nanos(Budget budget) {
        long seconds = seconds(budget);
        return seconds <= 0
                ? BigInteger.ZERO
                : budget.nanos()
                        .multiply(BigInteger.valueOf(seconds))
                        .divide(BigInteger.valueOf(period.toS() - period.fromS()));
    }
}
