package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.Validity;
import java.math.BigInteger;

/**
 * What one unit of another currency is worth in the book's.
 *
 * @param nanos in 10⁻⁹ of the book's currency
 */
public record ExchangeRate(String currency, BigInteger nanos, Validity validity) {}
