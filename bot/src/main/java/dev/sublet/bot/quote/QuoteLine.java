package dev.sublet.bot.quote;

import java.math.BigInteger;

/**
 * A part of a quote. Immutable.
 *
 * @param what such as {@code CPU} or {@code control plane}
 * @param quantity such as {@code 4 cores}
 * @param perMonthNanos for a month awake, in 10⁻⁹ of the currency
 * @param asleepToo whether it costs on while it is paused or asleep
 */
public record QuoteLine(String what, String quantity, BigInteger perMonthNanos, boolean asleepToo) {}
