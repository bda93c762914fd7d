package dev.sublet.bot.approval;

import dev.sublet.bot.blueprint.Approvals;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.quote.Pricer;
import dev.sublet.bot.quote.Quote;
import dev.sublet.bot.quote.UnquotedException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Holds what is wanted against its blueprint's approvals, by the price of a month without sleep. Thread-safe. */
public final class Judge {
    private final Pricer pricer;

    public Judge(Pricer pricer) {
        this.pricer = pricer;
    }

    /** Says whether somebody has to agree. Without approvals and cap nobody is asked for a price. */
    public Verdict judge(Wanted wanted) {
        Approvals approvals = wanted.blueprint().approvals();
        BigDecimal cap = approvals.capPerMonth();
        BigDecimal above = approvals.abovePerMonth();
        if (approvals.by().isEmpty() && cap == null) {
            return new Verdict.Free();
        }
        Quote quote = null;
        String unpriced = null;
        try {
            quote = pricer.quote(wanted);
        } catch (UnquotedException e) {
            unpriced = String.valueOf(e.getMessage());
        }
        String blueprint = "blueprint " + wanted.blueprint().reference();
        if (cap != null) {
            if (quote == null) {
                return new Verdict.Unknown(blueprint + " has a price cap, and no price can be told: " + unpriced);
            }
            if (quote.awakePerMonth().compareTo(cap) > 0) {
                return new Verdict.TooDear(quote.money(quote.awakePerMonthNanos()) + " a month is above "
                        + cap.toPlainString() + " " + quote.currency() + ", the price cap of " + blueprint
                        + "; choose a smaller size");
            }
        }
        return approvals.by().isEmpty() ? new Verdict.Free() : ask(blueprint, above, quote, unpriced);
    }

    private static Verdict ask(
            String blueprint, @Nullable BigDecimal above, @Nullable Quote quote, @Nullable String unpriced) {
        if (above == null) {
            return new Verdict.Ask(blueprint + " asks for an approval always", quote, unpriced);
        }
        if (quote == null) {
            return new Verdict.Ask(
                    blueprint + " asks for an approval above " + above.toPlainString()
                            + " a month, and no price can be told",
                    null,
                    unpriced);
        }
        if (quote.awakePerMonth().compareTo(above) > 0) {
            return new Verdict.Ask(
                    quote.money(quote.awakePerMonthNanos()) + " a month is above " + above.toPlainString() + " "
                            + quote.currency() + ", from which " + blueprint + " asks for an approval",
                    quote,
                    null);
        }
        return new Verdict.Free();
    }
}
