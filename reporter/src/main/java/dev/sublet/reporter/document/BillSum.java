package dev.sublet.reporter.document;

import dev.sublet.reporter.bill.BilledLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A provider's bills of a statement's period as a whole, list against billed, and what of them is matched to nothing that was metered. Costs are exact, in
 * {@code currency}.
 *
 * @param unmatchedResources the provider's IDs of what is matched to nothing, or its services where rows name none; the dearest first
 */
public record BillSum(
        String provider,
        String currency,
        long rows,
        BigDecimal list,
        BigDecimal billed,
        BigDecimal effective,
        long unmatchedRows,
        BigDecimal unmatchedList,
        BigDecimal unmatchedEffective,
        List<String> unmatchedResources) {
    private static final int NAMED = 3;

    public BillSum {
        unmatchedResources = List.copyOf(unmatchedResources);
    }

    /** Of all lines of a comparison, by provider and currency. */
    public static List<BillSum> of(List<BilledLine> lines) {
        Map<String, List<BilledLine>> groups = lines.stream()
                .collect(Collectors.groupingBy(
                        line -> line.provider() + "\0" + line.currency(), TreeMap::new, Collectors.toList()));
        List<BillSum> sums = new ArrayList<>();
        for (List<BilledLine> group : groups.values()) {
            List<BilledLine> unmatched = group.stream()
                    .filter(line -> line.kind().equals("unmatched"))
                    .toList();
            sums.add(new BillSum(
                    group.get(0).provider(),
                    group.get(0).currency(),
                    group.stream().mapToLong(BilledLine::rows).sum(),
                    sum(group, BilledLine::list),
                    sum(group, BilledLine::billed),
                    sum(group, BilledLine::effective),
                    unmatched.stream().mapToLong(BilledLine::rows).sum(),
                    sum(unmatched, BilledLine::list),
                    sum(unmatched, BilledLine::effective),
                    unmatched.stream()
                            .map(line -> Objects.requireNonNullElse(line.resource(), line.name()))
                            .distinct()
                            .toList()));
        }
        return List.copyOf(sums);
    }

    private static BigDecimal sum(List<BilledLine> lines, Function<BilledLine, BigDecimal> cost) {
        BigDecimal sum = lines.stream().map(cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(sum.stripTrailingZeros().toPlainString());
    }

    /** {@code "3 rows match no node and no volume: i-1, i-2, i-3 and 4 more"}; empty where all are matched. */
    public String unmatched() {
        if (unmatchedRows == 0) {
            return "";
        }
        int more = unmatchedResources.size() - NAMED;
        return unmatchedRows + (unmatchedRows == 1 ? " row matches" : " rows match") + " no node and no volume: "
                + unmatchedResources.stream()
                        .map(name -> name.isEmpty() ? "without a name" : name)
                        .limit(NAMED)
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
