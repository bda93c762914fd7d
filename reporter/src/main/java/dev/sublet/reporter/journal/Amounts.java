package dev.sublet.reporter.journal;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.costcenter.Entity;
import dev.sublet.reporter.price.ExchangeRate;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.statement.RoundedAmounts;
import dev.sublet.reporter.statement.Rounding;
import dev.sublet.reporter.statement.StatementLine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What each cost center pays, a correction of each earlier period apart from all else: exact, as the statement rounds it, and in the currency
 * of an entity. Immutable.
 */
final class Amounts {
    private static final BigInteger NANOS = BigInteger.TEN.pow(9);

    private final Map<Item, BigInteger> exact = new LinkedHashMap<>();
    private final Map<Item, BigDecimal> rounded = new LinkedHashMap<>();
    private final JournalBasis basis;

    /**
     * One line of the journal.
     *
     * @param correction what it corrects, such as {@code correction of 2026-11}; empty for the period's own cost
     */
    record Item(String correction, String costCenter) {}

    Amounts(JournalBasis basis) {
        this.basis = basis;
        List<BigDecimal> amounts =
                RoundedAmounts.of(basis.lines(), basis.currency()).amounts();
        for (int i = 0; i < basis.lines().size(); i++) {
            StatementLine line = basis.lines().get(i);
            Item item = new Item(
                    line.charge().equals("correction") ? Objects.requireNonNullElse(line.policy(), "correction") : "",
                    line.costCenter());
            exact.merge(item, line.amountNanos(), BigInteger::add);
            rounded.merge(item, amounts.get(i), BigDecimal::add);
        }
    }

    List<Item> items() {
        return List.copyOf(exact.keySet());
    }

    /**
     * All items in an entity's own currency: as the statement rounds them where that is the price book's, else each converted once at the book's rate
     * and rounded by largest remainder to what the currency is paid in.
     *
     * @param atS the second whose rate holds
     * @throws ReportException when there is no rate
     */
    Map<Item, BigDecimal> in(Entity entity, long atS) {
        List<Item> items = items();
        Map<Item, BigDecimal> amounts = new LinkedHashMap<>();
        String currency = currency(entity);
        if (currency.equals(basis.currency())) {
            items.forEach(item -> amounts.put(item, Objects.requireNonNull(rounded.get(item))));
            return amounts;
        }
        BigInteger rate = rate(entity, currency, atS);
        List<BigInteger> converted = new ArrayList<>();
        for (Item item : items) {
            BigDecimal nanos =
                    new BigDecimal(Objects.requireNonNull(exact.get(item)).multiply(NANOS));
            converted.add(nanos.divide(new BigDecimal(rate), 0, RoundingMode.HALF_EVEN)
                    .toBigIntegerExact());
        }
        List<BigDecimal> parts = Rounding.byLargestRemainder(converted, Rounding.digitsOf(currency));
        for (int i = 0; i < items.size(); i++) {
            amounts.put(items.get(i), parts.get(i));
        }
        return amounts;
    }

    /** Its own, or the price book's where it names none. */
    String currency(Entity entity) {
        return Objects.requireNonNullElse(entity.currency(), basis.currency());
    }

    private BigInteger rate(Entity entity, String currency, long atS) {
        PriceBook prices = basis.prices();
        return prices.exchangeRates().stream()
                .filter(rate -> rate.currency().equals(currency)
                        && rate.validity().fromS() <= atS
                        && atS < rate.validity().toS())
                .map(ExchangeRate::nanos)
                .findFirst()
                .orElseThrow(() -> new ReportException(
                        "entity " + entity.id() + " books in " + currency + ", for which price book " + prices.source()
                                + " has no rate at the end of the period; add it under exchangeRates",
                        2));
    }
}
