package dev.sublet.reporter.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a cost center pays in a statement.
 *
 * @param direct exact cost of its own things, in 10⁻⁹ of the currency
 * @param shared exact cost that policies handed to it, fees and markups included, likewise
 * @param booked exact corrections of closed periods and adjustments, whatever their sign, likewise
 * @param credits exact allowances and other amounts below zero that policies made, likewise
 * @param amount in the unit in which the currency is paid
 * @param lastAmount of the period before, likewise; null when that is not known
 */
public record CostCenterSum(
        String costCenter,
        Account account,
        BigInteger amountNanos,
        BigInteger direct,
        BigInteger shared,
        BigInteger credits,
        BigInteger booked,
        BigDecimal amount,
        @Nullable BigDecimal lastAmount) {}
