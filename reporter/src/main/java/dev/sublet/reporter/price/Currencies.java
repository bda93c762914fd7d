package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Entry;
import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The book's currency and dated rates of others. A price of another currency becomes one of the book's for each rate. Immutable. */
record Currencies(String own, List<ExchangeRate> rates) {
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
    private static final long RATE_MAX = 1_000_000;
    private static final BigInteger NANOS = BigInteger.TEN.pow(9);

    /** A price for a time, in 10⁻¹⁸ of the book's currency. */
    record Rated(BigInteger attos, Validity validity) {}

    static Currencies of(Entry book) {
        String own =
                book.text("currency").orElseThrow(() -> book.error("no currency; add a line such as currency: USD"));
        List<ExchangeRate> rates = new ArrayList<>();
        for (Entry entry : book.entries("exchangeRates").orElse(List.of())) {
            entry.requireMap();
            entry.allowOnly(java.util.Set.of("currency", "rate", "from", "to"));
            String currency = code(
                    entry,
                    entry.text("currency")
                            .orElseThrow(() -> entry.error("no currency; name the one that is converted")));
            if (currency.equals(own)) {
                throw entry.error("currency " + own + " is the book's own; leave it out");
            }
            BigInteger[] nanos = entry.attos("rate", RATE_MAX).divideAndRemainder(NANOS);
            if (nanos[1].signum() != 0 || nanos[0].signum() == 0) {
                throw entry.error("rate has more than nine decimals or is 0; give what one " + currency + " is worth");
            }
            rates.add(new ExchangeRate(currency, nanos[0], entry.validity()));
        }
        return new Currencies(code(book, own), List.copyOf(rates));
    }

    private static String code(Entry entry, String currency) {
        if (!CODE.matcher(currency).matches()) {
            throw entry.error("currency \"" + currency + "\" is not a three-letter code; write one such as USD");
        }
        return currency;
    }

    /** The entry's price, cut where rates change. Rounded half up to 10⁻¹⁸ where that needs more digits. */
    List<Rated> price(Entry entry, String key, long max) {
        BigInteger attos = entry.attos(key, max);
        Validity validity = entry.validity();
        String currency = entry.text("currency").orElse(own);
        if (currency.equals(own)) {
            return List.of(new Rated(attos, validity));
        }
        List<Rated> converted = new ArrayList<>();
        for (ExchangeRate rate : rates) {
            if (rate.currency().equals(code(entry, currency)) && rate.validity().overlaps(validity)) {
                BigInteger own18 =
                        attos.multiply(rate.nanos()).add(NANOS.shiftRight(1)).divide(NANOS);
                if (own18.compareTo(BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(max))) > 0) {
                    throw entry.error(key + " is above the limit of " + max + " " + own + "; check unit and rate");
                }
                converted.add(new Rated(
                        own18,
                        new Validity(
                                Math.max(validity.fromS(), rate.validity().fromS()),
                                Math.min(validity.toS(), rate.validity().toS()))));
            }
        }
        if (converted.isEmpty()) {
            throw entry.error("currency " + currency + " has no rate in that time; add it under exchangeRates");
        }
        return converted;
    }
}
