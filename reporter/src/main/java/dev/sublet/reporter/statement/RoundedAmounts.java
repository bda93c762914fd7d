package dev.sublet.reporter.statement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Amounts in the unit in which a currency is paid, rounded once for all who show them: the total, then what each cost center pays by largest
 * remainder to the total, then within it vclusters, clusters and classes, each to what it is part of, and last the lines. So lines add up to everything
 * that they are summed by, none is a whole unit away from its exact amount, and each view of a sum shows the same units. Immutable.
 *
 * @param digits after the decimal sign
 * @param amounts in the order of what was rounded
 * @param groups the sums by the outermost group (cost center), in the order in which they first appear
 */
public record RoundedAmounts(int digits, List<BigDecimal> amounts, Map<String, BigDecimal> groups, BigDecimal total) {
    public RoundedAmounts {
        amounts = List.copyOf(amounts);
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /** A statement's lines. */
    public static RoundedAmounts of(List<StatementLine> lines, String currency) {
        return ofPaths(
                lines.stream()
                        .map(line -> List.of(
                                line.costCenter(),
                                Objects.requireNonNullElse(line.vclusterUid(), ""),
                                line.cluster(),
                                line.podClass()))
                        .toList(),
                lines.stream().map(StatementLine::amountNanos).toList(),
                Rounding.digitsOf(currency));
    }

    /**
     * Any amounts in groups of one level.
     *
     * @param groupOf the group of each amount
     * @param nanos in 10⁻⁹ of the currency
     */
    public static RoundedAmounts of(List<String> groupOf, List<BigInteger> nanos, int digits) {
        return ofPaths(groupOf.stream().map(List::of).toList(), nanos, digits);
    }

    /**
     * Any amounts in groups within groups. Sums of whole groups come out the same whether what is rounded is the group's parts or its sum alone, so
     * those who know only sums by cost center and vcluster show what a statement's lines add up to.
     *
     * @param paths the groups of each amount, from the outermost inwards
     * @param nanos in 10⁻⁹ of the currency
     */
    public static RoundedAmounts ofPaths(List<List<String>> paths, List<BigInteger> nanos, int digits) {
        List<Integer> all = IntStream.range(0, nanos.size()).boxed().toList();
        BigDecimal total = Rounding.rounded(sum(all, nanos), digits);
        List<BigDecimal> amounts = new ArrayList<>(Collections.nCopies(nanos.size(), BigDecimal.ZERO));
        cut(all, 0, total, paths, nanos, amounts);
        Map<String, BigDecimal> groups = new LinkedHashMap<>();
        for (int index : all) {
            groups.merge(paths.get(index).get(0), amounts.get(index), BigDecimal::add);
        }
        return new RoundedAmounts(digits, amounts, groups, total);
    }

    /** Ties go by name, so that the order of amounts does not matter, and among amounts of one group by their order. */
    private static void cut(
            List<Integer> indexes,
            int depth,
            BigDecimal sum,
            List<List<String>> paths,
            List<BigInteger> nanos,
            List<BigDecimal> amounts) {
        if (indexes.isEmpty() || depth == paths.get(indexes.get(0)).size()) {
            List<BigDecimal> parts =
                    Rounding.parts(indexes.stream().map(nanos::get).toList(), sum);
            for (int part = 0; part < parts.size(); part++) {
                amounts.set(indexes.get(part), parts.get(part));
            }
            return;
        }
        Map<String, List<Integer>> members = new TreeMap<>();
        for (int index : indexes) {
            members.computeIfAbsent(paths.get(index).get(depth), any -> new ArrayList<>())
                    .add(index);
        }
        List<List<Integer>> groups = List.copyOf(members.values());
        List<BigDecimal> sums =
                Rounding.parts(groups.stream().map(group -> sum(group, nanos)).toList(), sum);
        for (int group = 0; group < groups.size(); group++) {
            cut(groups.get(group), depth + 1, sums.get(group), paths, nanos, amounts);
        }
    }

    private static BigInteger sum(List<Integer> indexes, List<BigInteger> nanos) {
        return indexes.stream().map(nanos::get).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What those amounts come to for which {@code which} says yes, by their places in {@link #amounts}. */
    public BigDecimal sum(IntPredicate which) {
        return IntStream.range(0, amounts.size())
                .filter(which)
                .mapToObj(amounts::get)
                .reduce(BigDecimal.ZERO.setScale(digits), BigDecimal::add);
    }
}
