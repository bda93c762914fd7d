package dev.sublet.bot.quote;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Quotes as people read them. Stateless. */
public final class QuoteText {
    private QuoteText() {}

    /**
     * Some lines.
     *
     * @param before what it costs now, for the difference; null when it is new
     * @param budget null when nothing is known of it
     */
    public static String of(Quote quote, @Nullable Quote before, @Nullable BudgetLeft budget) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "expected per day",
                quote.money(quote.perDayNanos()),
                before == null ? null : before.perDayNanos(),
                quote.perDayNanos(),
                quote);
        line(
                text,
                "expected per month",
                quote.money(quote.perMonthNanos()),
                before == null ? null : before.perMonthNanos(),
                quote.perMonthNanos(),
                quote);
        BigInteger toEnd = quote.toEndNanos();
        if (toEnd != null) {
            line(
                    text,
                    "until its end",
                    quote.money(toEnd) + " (" + quote.end() + ")",
                    before == null ? null : before.toEndNanos(),
                    toEnd,
                    quote);
        }
        for (QuoteLine line : quote.lines()) {
            text.append(String.format(
                    "  %-24s%-14s%s%n",
                    line.what(), line.quantity(), quote.money(line.perMonthNanos()) + " a month awake"));
        }
        if (quote.asleepPerMonthNanos().signum() > 0) {
            text.append("its sleep saves ")
                    .append(quote.money(quote.asleepPerMonthNanos()))
                    .append(" a month\n");
        } else {
            text.append("sleeping from 20:00 to 06:00 would save ")
                    .append(quote.money(quote.nightsPerMonthNanos()))
                    .append(" a month\n");
        }
        text.append("paused it would cost ")
                .append(quote.money(quote.pausedPerMonthNanos()))
                .append(" a month\n");
        if (budget != null) {
            text.append(budget.sentence()).append('\n');
        }
        quote.rests().forEach(rest -> text.append("rests on: ").append(rest).append('\n'));
        return text.toString();
    }

    private static void line(
            StringBuilder text, String what, String amount, @Nullable BigInteger before, BigInteger now, Quote quote) {
        String difference = before == null ? "" : ", " + difference(now.subtract(before), quote) + " than now";
        text.append(String.format("%-20s%s%s%n", what, amount, difference));
    }

    private static String difference(BigInteger nanos, Quote quote) {
        return quote.money(nanos.abs()) + (nanos.signum() < 0 ? " less" : " more");
    }
}
