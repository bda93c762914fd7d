package dev.sublet.reporter.budget;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.costcenter.Budget;
import dev.sublet.reporter.forecast.Outlook;
import dev.sublet.reporter.forecast.Range;
import dev.sublet.reporter.statement.Rounding;
import dev.sublet.reporter.terms.Terms;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sets budgets against what was paid and what is to come. Writes nothing. For one report. */
public final class Budgets {
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private final Terms terms;
    private final Observation seen;
    private final Window window;
    private final Prospects prospects;
    private final Map<String, Outlook> outlooks;
    /** The second at which the hierarchy and names are asked for. */
    private final long atS;

    private final BudgetAmounts amounts;

    private Budgets(Terms terms, Observation seen) {
        this.terms = terms;
        this.seen = seen;
        this.window = seen.window();
        this.prospects = new Prospects(seen, terms);
        this.outlooks = window.isOpen() ? prospects.byCostCenter() : Map.of();
        this.atS = Math.max(window.endS() - 1, window.period().fromS());
        this.amounts = new BudgetAmounts(terms.costCenters(), window.period(), atS);
    }

    /**
     * How all cost centers stand in a period, with every day that is over by the ledger's last tick.
     *
     * @param period its name; null for the one that the ledger's last tick lies in
     * @param byVcluster whether each cost center is followed by its vclusters
     * @throws ReportException in one line when the ledger has no such days, or a price is missing
     */
    public static BudgetReport of(LedgerReader reader, Terms terms, @Nullable String period, boolean byVcluster) {
        Window window = reader.read(connection -> Window.of(connection, terms.calendar(), period));
        return new Budgets(terms, Observation.of(reader, terms, window)).report(byVcluster);
    }

    private BudgetReport report(boolean byVcluster) {
        List<BudgetLine> lines = new ArrayList<>();
        for (BudgetAmounts.Ranked ranked : ranked()) {
            lines.add(line(ranked));
            if (byVcluster) {
                lines.addAll(vclusters(ranked));
            }
        }
        return new BudgetReport(
                window.period(),
                terms.prices().currency(),
                window.day(window.endS()).minusDays(1),
                window.isOpen(),
                lines,
                seen.unusual(),
                seen.priceChanges(),
                notes());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(seen.notes());
        int days = seen.atLastPrices().count();
        if (window.isOpen() && days < Outlook.DAYS_MIN) {
            notes.add("only " + days + (days == 1 ? " day is" : " days are")
                    + " known: the forecast is the mean day, and its range half of that more or less; from "
                    + Outlook.DAYS_MIN + " days on it follows the weekdays");
        }
        if (days <= dev.sublet.reporter.anomaly.UnusualDays.DAYS_MIN) {
            notes.add(
                    "unusual days are looked for after " + dev.sublet.reporter.anomaly.UnusualDays.DAYS_MIN + " days");
        }
        return notes;
    }

    /** All that have cost, a budget or something below them, each before those below it. */
    private List<BudgetAmounts.Ranked> ranked() {
        TreeSet<String> ids = Observation.costCenters(seen.paid());
        ids.addAll(outlooks.keySet());
        return amounts.ranked(ids);
    }

    private BudgetLine line(BudgetAmounts.Ranked ranked) {
        String id = ranked.costCenter();
        Outlook outlook = Outlook.none(window.ahead());
        for (Map.Entry<String, Outlook> each : outlooks.entrySet()) {
            if (amounts.isBelow(each.getKey(), id)) {
                outlook = outlook.plus(each.getValue());
            }
        }
        BigInteger own = amounts.own(id);
        BigInteger budget = own != null ? own : amounts.summed(id);
        BudgetLine plain = line(
                ranked,
                null,
                place -> amounts.isBelow(place.costCenter(), id),
                outlook,
                budget,
                own == null && budget != null);
        return own == null ? plain : crossed(plain, own);
    }

    private List<BudgetLine> vclusters(BudgetAmounts.Ranked ranked) {
        Map<String, Place> vclusters = new TreeMap<>();
        for (Place place : seen.paid().places().keySet()) {
            if (place.costCenter().equals(ranked.costCenter()) && place.vclusterUid() != null) {
                vclusters.put(place.vcluster() + " " + place.cluster() + " " + place.vclusterUid(), place);
            }
        }
        List<BudgetLine> lines = new ArrayList<>();
        for (Place vcluster : vclusters.values()) {
            Outlook outlook = window.isOpen()
                    ? prospects.of(ranked.costCenter(), vcluster::equals)
                    : Outlook.none(window.ahead());
            lines.add(line(ranked, vcluster.vcluster(), vcluster::equals, outlook, null, false));
        }
        return lines;
    }

    private BudgetLine line(
            BudgetAmounts.Ranked ranked,
            @Nullable String vcluster,
            Predicate<Place> which,
            Outlook outlook,
            @Nullable BigInteger budget,
            boolean summed) {
        List<BigInteger> paid = seen.paid().paid(which);
        int first = Math.max(window.index(window.period().fromS()), 0);
        BigInteger actual = DayCosts.total(paid, first);
        BigInteger forecast = actual.add(outlook.rest());
        Range range = outlook.range();
        return new BudgetLine(
                ranked.costCenter(),
                terms.costCenters().name(ranked.costCenter(), atS),
                vcluster,
                ranked.depth(),
                budget,
                summed,
                actual,
                seen.rounded(which, first, Rounding.digitsOf(terms.prices().currency())),
                forecast,
                forecast.add(range.below()),
                forecast.add(range.above()),
                budget == null ? null : reached(paid.subList(first, paid.size()), first, outlook, budget),
                List.of());
    }

    /** The first day by whose end the budget is paid, of those that are over and of those to come. */
    private @Nullable LocalDate reached(List<BigInteger> paid, int first, Outlook outlook, BigInteger budget) {
        BigInteger sum = BigInteger.ZERO;
        for (int day = 0; day < paid.size(); day++) {
            sum = sum.add(paid.get(day));
            if (sum.compareTo(budget) >= 0) {
                return window.first().plusDays(first + day);
            }
        }
        BigInteger actual = sum;
        BigInteger count = BigInteger.valueOf(Math.max(outlook.days().size(), 1));
        for (int day = 0; day < outlook.days().size(); day++) {
            sum = sum.add(outlook.days().get(day));
            BigInteger bias =
                    outlook.bias().multiply(BigInteger.valueOf(day + 1)).divide(count);
            if (sum.add(bias).compareTo(budget) >= 0 && sum.compareTo(actual) > 0) {
                return window.day(window.endS()).plusDays(day);
            }
        }
        return null;
    }

    private BudgetLine crossed(BudgetLine line, BigInteger budget) {
        List<BudgetLine.Crossing> crossings = new ArrayList<>();
        for (Budget each : terms.costCenters().budgets()) {
            if (each.costCenter().equals(line.costCenter())
                    && each.validity().fromS() <= atS
                    && atS < each.validity().toS()) {
                for (int percent : each.actualPercent()) {
                    if (reaches(line.actualNanos(), budget, percent)) {
                        crossings.add(new BudgetLine.Crossing(false, percent));
                    }
                }
                for (int percent : each.forecastPercent()) {
                    if (window.isOpen() && reaches(line.forecastNanos(), budget, percent)) {
                        crossings.add(new BudgetLine.Crossing(true, percent));
                    }
                }
            }
        }
        return new BudgetLine(
                line.costCenter(),
                line.name(),
                line.vcluster(),
                line.depth(),
                line.budgetNanos(),
                line.summed(),
                line.actualNanos(),
                line.actual(),
                line.forecastNanos(),
                line.lowNanos(),
                line.highNanos(),
                line.reached(),
                crossings);
    }

    private static boolean reaches(BigInteger amount, BigInteger budget, int percent) {
        return amount.signum() > 0
                && amount.multiply(HUNDRED).compareTo(budget.multiply(BigInteger.valueOf(percent))) >= 0;
    }
}
