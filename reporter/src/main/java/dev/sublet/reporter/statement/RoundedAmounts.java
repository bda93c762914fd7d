package dev.sublet.reporter.statement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Amounts in the unit in which a currency is paid, rounded once: first the sums of the groups (cost centers) by largest
 * remainder to the rounded total, then each group's amounts to its sum. So amounts add up to their group and groups to the
 * total, and none is a whole unit away from its exact amount. Immutable.
 *
 * @param digits after the decimal sign
 * @param amounts in the order of what was rounded
 * @param groups the sums, in the order in which groups first appear
 */
public record RoundedAmounts(int digits, List<BigDecimal> amounts, Map<String, BigDecimal> groups, BigDecimal total) {
    public RoundedAmounts {
        amounts = List.copyOf(amounts);
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /** A statement's lines, in groups by cost center. */
    public static RoundedAmounts of(List<StatementLine> lines, String currency) {
        return of(
                lines.stream().map(StatementLine::costCenter).toList(),
                lines.stream().map(StatementLine::amountNanos).toList(),
                Rounding.digitsOf(currency));
    }

    /**
     * Any amounts.
     *
     * @param groupOf the group of each amount
     * @param nanos in 10⁻⁹ of the currency
     */
    public static RoundedAmounts of(List<String> groupOf, List<BigInteger> nanos, int digits) {
        Map<String, List<Integer>> members = new LinkedHashMap<>();
        for (int index = 0; index < groupOf.size(); index++) {
            members.computeIfAbsent(groupOf.get(index), any -> new ArrayList<>())
                    .add(index);
        }
        List<List<Integer>> groups = new ArrayList<>(members.values());
        List<BigInteger> sums = groups.stream()
                .map(group -> group.stream().map(nanos::get).reduce(BigInteger.ZERO, BigInteger::add))
                .toList();
        List<BigDecimal> roundedSums = Rounding.byLargestRemainder(sums, digits);
        List<BigDecimal> amounts = new ArrayList<>(Collections.nCopies(nanos.size(), BigDecimal.ZERO));
        for (int group = 0; group < groups.size(); group++) {
            List<Integer> indexes = groups.get(group);
            List<BigDecimal> parts =
                    Rounding.parts(indexes.stream().map(nanos::get).toList(), roundedSums.get(group));
            for (int part = 0; part < parts.size(); part++) {
                amounts.set(indexes.get(part), parts.get(part));
            }
        }
        Map<String, BigDecimal> byName = new LinkedHashMap<>();
        for (String name : members.keySet()) {
            byName.put(name, roundedSums.get(byName.size()));
        }
        return new RoundedAmounts(
                digits,
                amounts,
                byName,
                roundedSums.stream().reduce(BigDecimal.ZERO.setScale(digits), BigDecimal::add));
    }

    /**
     * Other amounts that sum to the same groups, rounded so that they add up to what these groups are rounded to.
     *
     * @param groupOf the group of each amount
     * @throws IllegalArgumentException when a group is not one of these
     */
    public List<BigDecimal> cut(List<String> groupOf, List<BigInteger> nanos) {
        Map<String, List<Integer>> members = new LinkedHashMap<>();
        for (int index = 0; index < groupOf.size(); index++) {
            members.computeIfAbsent(groupOf.get(index), any -> new ArrayList<>())
                    .add(index);
        }
        List<BigDecimal> cut = new ArrayList<>(Collections.nCopies(nanos.size(), BigDecimal.ZERO));
        members.forEach((group, indexes) -> {
            BigDecimal sum = groups.get(group);
            if (sum == null) {
                throw new IllegalArgumentException("there is no group " + group);
            }
            List<BigDecimal> parts =
                    Rounding.parts(indexes.stream().map(nanos::get).toList(), sum);
            for (int part = 0; part < parts.size(); part++) {
                cut.set(indexes.get(part), parts.get(part));
            }
        });
        return List.copyOf(cut);
    }

    /** Other amounts that sum to the same total. */
    public List<BigDecimal> cutTotal(List<BigInteger> nanos) {
        return Rounding.parts(nanos, total);
    }
}
