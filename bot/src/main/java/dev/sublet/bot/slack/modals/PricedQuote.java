package dev.sublet.bot.slack.modals;

import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.quote.Pricer;
import dev.sublet.bot.quote.Quote;
import dev.sublet.bot.quote.UnquotedException;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Times;
import dev.sublet.bot.slack.reports.Costs;
import java.math.BigInteger;
import java.util.Optional;

/** A quote by the price book, with what is left of the cost center's budget. Thread-safe. */
public final class PricedQuote implements LiveQuote {
    private final Resolver resolver;
    private final Pricer pricer;

    public PricedQuote(Blueprints blueprints, Pricer pricer) {
        this.resolver = new Resolver(blueprints);
        this.pricer = pricer;
    }

    @Override
    public String text(VirtualClusterSpec spec, Costs costs) {
        VirtualCluster wish = new VirtualCluster();
        wish.getMetadata().setName("wish");
        wish.getMetadata().setNamespace("wish");
        wish.setSpec(spec);
        try {
            Wanted wanted = resolver.resolve(wish, null);
            return text(pricer.quote(wanted)) + budget(spec.owner().costCenter(), costs);
        } catch (RefusedException | UnquotedException e) {
            return ":warning: " + Mrkdwn.escape(e.getMessage());
        }
    }

    private static String text(Quote quote) {
        BigInteger toEnd = quote.toEndNanos();
        StringBuilder text = new StringBuilder("*About " + quote.money(quote.perDayNanos()) + " a day*");
        if (toEnd != null && quote.end() != null) {
            text.append(", ").append(quote.money(toEnd)).append(" until ").append(Times.at(quote.end()));
        } else {
            text.append(", ").append(quote.money(quote.perMonthNanos())).append(" a month");
        }
        text.append(
                quote.asleepPerMonthNanos().signum() > 0
                        ? ". Its sleep saves " + quote.money(quote.asleepPerMonthNanos()) + " a month."
                        : ". Sleeping at night would save " + quote.money(quote.nightsPerMonthNanos()) + " a month.");
        return text.append(" All of its size requested; less costs less.").toString();
    }

    private static String budget(String costCenter, Costs costs) {
        Optional<Costs.Month> month = costs.month(costs.now());
        return month.flatMap(there -> there.costCenter(costCenter))
                .filter(line -> line.budgetNanos() != null)
                .map(line -> "\n" + Mrkdwn.escape(costCenter) + " has "
                        + Costs.Spent.amount(left(line), month.get().currency()) + " of its budget left this month.")
                .orElse("");
    }

    private static BigInteger left(Costs.Line line) {
        BigInteger budget = line.budgetNanos();
        return budget == null ? BigInteger.ZERO : budget.subtract(line.nanos());
    }
}
