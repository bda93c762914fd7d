package dev.sublet.reporter.explain;

import dev.sublet.reporter.policy.Allowance;
import dev.sublet.reporter.policy.Fee;
import dev.sublet.reporter.policy.Markup;
import dev.sublet.reporter.policy.Policies;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;

/** A fee, a markup or an allowance of a day: its terms and the amount. Stateless. */
final class Added {
    private Added() {}

    static Working working(Ground ground, Amount amount) throws SQLException {
        Steps steps = new Steps();
        steps.fact("policy", amount.charge(), String.valueOf(amount.policy()));
        Policies policies = ground.terms().policies();
        String name = String.valueOf(amount.policy());
        policies.fees().stream().filter(fee -> fee.name().equals(name)).forEach(fee -> fee(fee, amount, steps));
        policies.markups().stream()
                .filter(markup -> markup.name().equals(name))
                .forEach(markup -> markup(markup, steps));
        policies.allowances().stream()
                .filter(allowance -> allowance.name().equals(name))
                .forEach(allowance -> allowance(allowance, steps));
        return steps.working(
                amount, steps.add("amount", "amount of the day, in nanos", amount.amountNanos(), how(amount)));
    }

    private static String how(Amount amount) {
        boolean gets = amount.amountNanos().signum() < 0;
        return switch (amount.charge()) {
            case "fee" ->
                gets
                        ? "what others pay comes back here, so that the whole stays what it was"
                        : "the fee of the day over its payers by cost, largest remainders";
            case "markup" ->
                gets
                        ? "what others pay comes back here, so that the whole stays what it was"
                        : "(what it pays here in the day, without fees, x rate + 500000) // 1000000";
            default ->
                gets ? "funded by another cost center, never below zero" : "funds another cost center's free tier";
        };
    }

    private static void fee(Fee fee, Amount amount, Steps steps) {
        BigInteger perHour = fee.attosPerHour();
        BigInteger perMonth = fee.nanosPerMonth();
        if (perHour != null) {
            steps.add("perHour", "an hour for each " + fee.unit() + ", in 10^-18", perHour);
        }
        if (perMonth != null) {
            steps.add(
                    "perMonth",
                    "a month for each " + fee.unit() + ", in nanos",
                    perMonth,
                    "cut into days by their seconds");
        }
        if (amount.quantity().signum() > 0) {
            steps.add("seconds", "seconds", amount.quantity());
        }
        steps.fact("income", "income of", fee.income());
    }

    private static void markup(Markup markup, Steps steps) {
        steps.add(
                "rate",
                "rate, in millionths",
                BigInteger.valueOf(markup.millionths()),
                BigDecimal.valueOf(markup.millionths(), 4).stripTrailingZeros().toPlainString() + " %");
        steps.fact("income", "income of", markup.income());
    }

    private static void allowance(Allowance allowance, Steps steps) {
        steps.add("perMonth", "free in a month, in nanos", allowance.nanosPerMonth());
        steps.fact("costCenter", "for", allowance.costCenter());
        steps.fact("fundedBy", "funded by", allowance.fundedBy());
    }
}
