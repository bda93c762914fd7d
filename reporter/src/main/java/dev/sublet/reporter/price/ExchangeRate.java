package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;

/**
 * What one unit of another currency is worth in the book's.
 *
 * @param nanos in 10⁻⁹ of the book's currency
 */
public record ExchangeRate(String currency, BigInteger nanos, Validity validity) {
    /** What to do about a rate that a price book lacks. */
    public static String remedy(String currency, String own) {
        return "add it there as exchangeRates: [{currency: " + currency + ", rate: N}], where N is what one " + currency
                + " is worth in " + own;
    }
}
