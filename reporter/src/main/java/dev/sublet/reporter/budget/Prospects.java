package dev.sublet.reporter.budget;

import dev.sublet.reporter.forecast.Outlook;
import dev.sublet.reporter.policy.Allowance;
import dev.sublet.reporter.price.FixedCost;
import dev.sublet.reporter.terms.Terms;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the days to come will cost each cost center. Usage goes on by its pattern, without vclusters that are gone; paused ones keep their
 * volumes and addresses. Prices that the price book has already count from their day on, fixed costs go on as it says, and an
 * allowance ends at its bound. Lines of bills, corrections and adjustments came once. For one observation.
 */
final class Prospects {
    private static final BigInteger HOUR_S = BigInteger.valueOf(3_600);
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    private final Observation seen;
    private final Terms terms;
    private final Window window;
    private final int ahead;
    private final List<LocalDate> days = new ArrayList<>();

    Prospects(Observation seen, Terms terms) {
        this.seen = seen;
        this.terms = terms;
        this.window = seen.window();
        this.ahead = window.ahead();
        for (int day = 0; day < ahead; day++) {
            days.add(window.day(window.endS()).plusDays(day));
        }
    }

    /** By cost center, allowances included. */
    Map<String, Outlook> byCostCenter() {
        Map<String, Outlook> outlooks = new TreeMap<>();
        for (String costCenter : Observation.costCenters(seen.paid())) {
            outlooks.put(costCenter, of(costCenter, place -> place.costCenter().equals(costCenter)));
        }
        Map<String, BigInteger> allowed = allowances(outlooks);
        allowed.forEach((costCenter, rest) ->
                outlooks.merge(costCenter, Outlook.none(ahead).plusCertain(onLastDay(rest)), Outlook::plus));
        return outlooks;
    }

    /** Of some places of a cost center, without allowances. */
    Outlook of(String costCenter, Predicate<Place> which) {
        DayCosts costs = seen.atLastPrices();
        List<BigInteger> usage = costs.sum(DayCosts.Sort.USAGE, which.and(this::goesOn));
        Outlook outlook = Outlook.of(usage, costs.first(), ahead);
        List<BigInteger> asleep = costs.sum(DayCosts.Sort.ASLEEP, which.and(this::sleepsOn));
        outlook = outlook.plusCertain(Collections.nCopies(ahead, last(asleep)));
        outlook = priced(outlook, costCenter);
        Predicate<Place> remains = which.and(place -> !isDeleted(place));
        List<BigInteger> daily = seen.paid().sum(DayCosts.Sort.DAILY, remains);
        List<BigInteger> fixed = seen.paid().sum(DayCosts.Sort.FIXED, remains);
        return outlook.plusCertain(Collections.nCopies(ahead, last(daily))).plusCertain(fixed(last(fixed)));
    }

    private boolean goesOn(Place place) {
        return !seen.stopped().containsKey(place.cluster() + "/" + place.vclusterUid());
    }

    private boolean sleepsOn(Place place) {
        return "paused".equals(seen.stopped().get(place.cluster() + "/" + place.vclusterUid()));
    }

    private boolean isDeleted(Place place) {
        return "deleted".equals(seen.stopped().get(place.cluster() + "/" + place.vclusterUid()));
    }

    private static BigInteger last(List<BigInteger> amounts) {
        return amounts.get(amounts.size() - 1);
    }

    private Outlook priced(Outlook outlook, String costCenter) {
        if (seen.ratios().isEmpty()) {
            return outlook;
        }
        List<BigInteger> over = new ArrayList<>(Collections.nCopies(ahead, BigInteger.ONE));
        List<BigInteger> under = new ArrayList<>(Collections.nCopies(ahead, BigInteger.ONE));
        seen.ratios().forEach((from, ratios) -> {
            Observation.Ratio ratio = ratios.get(costCenter);
            for (int day = 0; day < ahead; day++) {
                if (ratio != null
                        && ratio.before().signum() > 0
                        && !days.get(day).isBefore(from)) {
                    over.set(day, ratio.after());
                    under.set(day, ratio.before());
                }
            }
        });
        return outlook.times(over, under);
    }

    /** The last day's amount, times what the price book's fixed costs come to on each day against that day. */
    private List<BigInteger> fixed(BigInteger lastDay) {
        BigInteger then = bookFixed(window.day(window.endS()).minusDays(1));
        List<BigInteger> amounts = new ArrayList<>();
        for (LocalDate day : days) {
            amounts.add(
                    then.signum() == 0
                            ? lastDay
                            : lastDay.multiply(bookFixed(day)).divide(then));
        }
        return amounts;
    }

    /** All fixed costs of the book on a day, each once, in 10⁻²⁴ of the currency: no amount, a weight. */
    private BigInteger bookFixed(LocalDate day) {
        ZoneId zone = window.zone();
        long fromS = day.atStartOfDay(zone).toEpochSecond();
        long toS = day.plusDays(1).atStartOfDay(zone).toEpochSecond();
        LocalDate month = day.withDayOfMonth(1);
        BigInteger monthS =
                BigInteger.valueOf(month.plusMonths(1).atStartOfDay(zone).toEpochSecond()
                        - month.atStartOfDay(zone).toEpochSecond());
        BigInteger sum = BigInteger.ZERO;
        for (FixedCost cost : terms.prices().fixed()) {
            long seconds = Math.min(toS, cost.validity().toS())
                    - Math.max(fromS, cost.validity().fromS());
            if (seconds > 0) {
                sum = sum.add(cost.attos()
                        .multiply(MILLION)
                        .multiply(BigInteger.valueOf(seconds))
                        .divide(cost.monthly() ? monthS : HOUR_S));
            }
        }
        return sum;
    }

    /** What allowances will still take from cost centers and give to those who fund them. */
    private Map<String, BigInteger> allowances(Map<String, Outlook> outlooks) {
        Map<String, BigInteger> rest = new TreeMap<>();
        long fromS = window.period().fromS();
        int first = window.index(fromS);
        for (Allowance allowance : terms.policies().allowances()) {
            Outlook outlook = outlooks.get(allowance.costCenter());
            BigInteger granted = granted(allowance);
            if (outlook == null || granted.signum() == 0) {
                continue;
            }
            Predicate<Place> which = place -> place.costCenter().equals(allowance.costCenter());
            BigInteger used = DayCosts.total(seen.paid().sum(DayCosts.Sort.ALLOWANCE, which), first)
                    .negate();
            BigInteger gross =
                    DayCosts.total(seen.paid().paid(which), first).add(used).add(outlook.rest());
            BigInteger still = granted.min(gross.max(BigInteger.ZERO)).subtract(used);
            rest.merge(allowance.costCenter(), still.negate(), BigInteger::add);
            rest.merge(allowance.fundedBy(), still, BigInteger::add);
        }
        return rest;
    }

    /** The bound of an allowance in the period: of each month that it lies in, as far as it has it. */
    private BigInteger granted(Allowance allowance) {
        BigInteger granted = BigInteger.ZERO;
        long toS = window.period().toS();
        LocalDate month = window.day(window.period().fromS()).withDayOfMonth(1);
        for (; window.startS(month) < toS; month = month.plusMonths(1)) {
            long monthS = window.startS(month);
            long monthEndS = window.startS(month.plusMonths(1));
            if (allowance.validity().fromS() <= monthS
                    && monthS < allowance.validity().toS()) {
                long seconds = Math.min(monthEndS, toS)
                        - Math.max(monthS, window.period().fromS());
                granted = granted.add(allowance
                        .nanosPerMonth()
                        .multiply(BigInteger.valueOf(seconds))
                        .divide(BigInteger.valueOf(monthEndS - monthS)));
            }
        }
        return granted;
    }

    private List<BigInteger> onLastDay(BigInteger amount) {
        List<BigInteger> amounts = new ArrayList<>(Collections.nCopies(ahead, BigInteger.ZERO));
        if (ahead > 0) {
            amounts.set(ahead - 1, amount);
        }
        return amounts;
    }
}
