package dev.sublet.reporter.budget;

import java.math.BigInteger;
import java.time.LocalDate;

/**
 * What new prices changed on their first day: the same usage at the prices of before, and as it was charged. In 10⁻⁹ of the currency.
 */
public record PriceChange(LocalDate day, String costCenter, BigInteger beforeNanos, BigInteger afterNanos) {}
