package dev.sublet.bot.quote;

import dev.sublet.reporter.statement.Words;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a virtual cluster is expected to cost when all that its size allows is requested. Amounts in 10⁻⁹ of the currency; a month is 730
 * hours. Immutable.
 *
 * @param perDayNanos a mean day, with its sleep
 * @param perMonthNanos a month with its sleep
 * @param awakePerMonthNanos a month without sleep, by which approvals and price caps go: whoever sleeps can be woken
 * @param pausedPerMonthNanos what stays when it is paused: volumes and load balancers
 * @param nightsPerMonthNanos what sleeping every night from 20:00 to 06:00 would save of a month without sleep
 * @param toEndNanos from now to its end, price changes counted; null when it has no end
 * @param end null when it has none
 * @param lines the parts of a month without sleep; their sum is {@code awakePerMonthNanos}
 * @param rests what it rests on and leaves out, each one line
 */
public record Quote(
        String currency,
        BigInteger perDayNanos,
        BigInteger perMonthNanos,
        BigInteger awakePerMonthNanos,
        BigInteger pausedPerMonthNanos,
        BigInteger nightsPerMonthNanos,
        @Nullable BigInteger toEndNanos,
        @Nullable Instant end,
        List<QuoteLine> lines,
        List<String> rests) {
    public Quote {
        lines = List.copyOf(lines);
        rests = List.copyOf(rests);
    }

    /** What its own sleep schedule saves of a month. */
    public BigInteger asleepPerMonthNanos() {
        return awakePerMonthNanos.subtract(perMonthNanos);
    }

    /** What it costs while it is paused, for comparison. */
    public Quote paused() {
        BigInteger day =
                pausedPerMonthNanos.multiply(BigInteger.valueOf(24)).divide(BigInteger.valueOf(Quotes.MONTH.toHours()));
        return new Quote(
                currency,
                day,
                pausedPerMonthNanos,
                pausedPerMonthNanos,
                pausedPerMonthNanos,
                BigInteger.ZERO,
                null,
                null,
                lines.stream().filter(QuoteLine::asleepToo).toList(),
                rests);
    }

    /** A month without sleep in units of the currency, exact. */
    public BigDecimal awakePerMonth() {
        return Words.amount(awakePerMonthNanos);
    }

    /** An amount of this quote as people read it, half up to two places, such as {@code 12.34 USD}. */
    public String money(BigInteger nanos) {
        return Money.text(nanos, currency);
    }
}
