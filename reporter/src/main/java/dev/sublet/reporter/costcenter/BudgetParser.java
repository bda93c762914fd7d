package dev.sublet.reporter.costcenter;

import dev.sublet.reporter.entry.Entry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the budgets of a file of cost centers. Stateless. */
final class BudgetParser {
    private static final List<Integer> ACTUAL = List.of(50, 80, 100);
    private static final List<Integer> FORECAST = List.of(100);
    private static final Pattern PERCENT = Pattern.compile("[1-9]\\d{0,3}");
    private static final long MAX = 1_000_000_000_000L;
    private static final int NANO_DIGITS = 9;
    /** One unit of the currency. */
    static final BigInteger FLOOR_DEFAULT = BigInteger.TEN.pow(NANO_DIGITS);

    private BudgetParser() {}

    static List<Budget> budgets(Entry file, List<CostCenter> costCenters) {
        List<Budget> budgets = new ArrayList<>();
        for (Entry entry : file.entries("budgets").orElse(List.of())) {
            Budget budget = budget(entry);
            if (costCenters.stream().noneMatch(each -> each.id().equals(budget.costCenter()))) {
                throw entry.error("cost center " + budget.costCenter() + " is not there; add it under costCenters");
            }
            for (Budget other : budgets) {
                if (other.costCenter().equals(budget.costCenter())
                        && other.validity().overlaps(budget.validity())) {
                    throw entry.error("cost center " + other.costCenter() + " has two budgets at the same time; end"
                            + " the earlier one with to where the later has from");
                }
            }
            budgets.add(budget);
        }
        return budgets;
    }

    private static Budget budget(Entry entry) {
        entry.requireMap();
        entry.allowOnly(Set.of("costCenter", "amount", "actual", "forecast", "from", "to"));
        String costCenter =
                entry.text("costCenter").orElseThrow(() -> entry.error("no costCenter; say whose budget it is"));
        return new Budget(
                costCenter,
                nanos(entry, "amount"),
                percents(entry, "actual", ACTUAL),
                percents(entry, "forecast", FORECAST),
                entry.validity());
    }

    /** Below which difference no day is unusual. */
    static BigInteger floor(Entry file) {
        List<Entry> entries = file.entries("unusualDays").orElse(List.of());
        if (entries.isEmpty()) {
            return FLOOR_DEFAULT;
        }
        Entry entry = entries.get(0);
        if (entries.size() > 1 || !entry.node().isObject()) {
            throw file.error("unusualDays is not a mapping; write unusualDays: {floor: 5}");
        }
        entry.allowOnly(Set.of("floor"));
        return nanos(entry, "floor");
    }

    private static BigInteger nanos(Entry entry, String key) {
        BigDecimal amount = entry.decimal(key, MAX)
                .orElseThrow(() -> entry.error("no " + key + "; write an amount in the price book's currency"));
        if (amount.stripTrailingZeros().scale() > NANO_DIGITS) {
            throw entry.error(
                    key + " " + amount.toPlainString() + " has more than " + NANO_DIGITS + " decimals; round it");
        }
        return amount.movePointRight(NANO_DIGITS).toBigIntegerExact();
    }

    private static List<Integer> percents(Entry entry, String key, List<Integer> otherwise) {
        if (!entry.keys().contains(key)) {
            return otherwise;
        }
        TreeSet<Integer> percents = new TreeSet<>();
        for (String text : entry.texts(key)) {
            if (!PERCENT.matcher(text).matches()) {
                throw entry.error(key + " \"" + text + "\" is not a percentage from 1 to 9999; write it such as 80");
            }
            percents.add(Integer.valueOf(text));
        }
        return List.copyOf(percents);
    }
}
