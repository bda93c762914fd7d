package dev.sublet.reporter.budget;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.price.UnpricedException;
import dev.sublet.reporter.statement.RoundedAmounts;
import dev.sublet.reporter.terms.Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * All that a budget is computed from. Days are allocated by the same steps as statements: once as they were charged and, where prices changed,
 * once at the prices of the last day, so that a change of prices is told from a change of usage.
 *
 * @param paid as it was charged
 * @param atLastPrices the same days at the prices of the last one
 * @param stopped vclusters that will not go on as they did, by cluster and UID
 * @param ratios by the first day that has other prices, and by cost center, what the last days would cost then and what they cost at the last prices
 */
record Observation(
        Window window,
        DayCosts paid,
        DayCosts atLastPrices,
        Map<String, String> stopped,
        List<UnusualDay> unusual,
        List<PriceChange> priceChanges,
        Map<LocalDate, Map<String, Ratio>> ratios,
        List<String> notes) {
    private static final int CHANGES_MAX = 6;
    private static final int RATIO_DAYS = 7;

    /** Two sums of the same usage at different prices. */
    record Ratio(BigInteger after, BigInteger before) {}

    private record Looked(DayCosts costs, Map<String, String> stopped, List<UnusualDay> unusual) {}

    static Observation of(LedgerReader reader, Terms terms, Window asked) {
        List<String> notes = new ArrayList<>();
        Window window = asked;
        Looked paid;
        try {
            paid = look(reader, window, terms);
        } catch (UnpricedException e) {
            window = asked.periodAlone();
            if (window.equals(asked)) {
                throw e;
            }
            notes.add("days before the period are not looked at: " + e.getMessage());
            paid = look(reader, window, terms);
        }
        Looked base = paid;
        boolean changed = !terms.prices().changes(window.fromS(), window.endS()).isEmpty();
        if (changed) {
            try {
                base = look(reader, window, at(terms, window.endS() - 1));
            } catch (UnpricedException e) {
                notes.add(
                        "a change of prices counts as one of usage: the prices of the last day do not cover all days: "
                                + e.getMessage());
            }
        }
        return new Observation(
                window,
                paid.costs(),
                base.costs(),
                paid.stopped(),
                base.unusual(),
                priceChanges(reader, terms, window, paid.costs(), notes),
                ratios(reader, terms, window, base.costs(), notes),
                notes);
    }

    private static Terms at(Terms terms, long atS) {
        return terms.withPrices(terms.prices().heldAt(atS));
    }

    private static Looked look(LedgerReader reader, Window window, Terms terms) {
        return reader.read(connection -> {
            DayCosts costs = DayReader.read(connection, window, terms);
            return new Looked(
                    costs,
                    DayReader.stopped(connection),
                    new Judgement(connection, window, costs, terms.costCenters().unusualFloorNanos()).unusual());
        });
    }

    private static List<PriceChange> priceChanges(
            LedgerReader reader, Terms terms, Window window, DayCosts paid, List<String> notes) {
        List<PriceChange> changes = new ArrayList<>();
        long fromS = Math.max(window.period().fromS(), window.fromS());
        for (long atS : bounded(terms.prices().changes(fromS - 1, window.endS()), notes)) {
            LocalDate day = window.day(atS);
            Window alone =
                    new Window(window.period(), window.zone(), window.startS(day), window.startS(day.plusDays(1)));
            try {
                DayCosts before = reader.read(connection -> DayReader.read(connection, alone, at(terms, atS - 1)));
                for (String costCenter : costCenters(paid)) {
                    BigInteger was = before.sum(
                                    DayCosts.Sort.USAGE,
                                    place -> place.costCenter().equals(costCenter))
                            .get(0);
                    BigInteger now = paid.sum(
                                    DayCosts.Sort.USAGE,
                                    place -> place.costCenter().equals(costCenter))
                            .get(window.index(atS));
                    if (now.subtract(was).abs().compareTo(terms.costCenters().unusualFloorNanos()) >= 0) {
                        changes.add(new PriceChange(day, costCenter, was, now));
                    }
                }
            } catch (UnpricedException e) {
                notes.add("what the prices of " + day + " changed is not known: " + e.getMessage());
            }
        }
        return changes;
    }

    private static Map<LocalDate, Map<String, Ratio>> ratios(
            LedgerReader reader, Terms terms, Window window, DayCosts base, List<String> notes) {
        Map<LocalDate, Map<String, Ratio>> ratios = new LinkedHashMap<>();
        if (!window.isOpen()) {
            return ratios;
        }
        Window last = window.last(RATIO_DAYS);
        for (long atS : bounded(
                terms.prices().changes(window.endS() - 1, window.period().toS()), notes)) {
            try {
                DayCosts then = reader.read(connection -> DayReader.read(connection, last, at(terms, atS)));
                Map<String, Ratio> byCostCenter = new LinkedHashMap<>();
                for (String costCenter : costCenters(base)) {
                    byCostCenter.put(
                            costCenter,
                            new Ratio(
                                    DayCosts.total(usage(then, costCenter), 0),
                                    DayCosts.total(usage(base, costCenter), base.count() - last.count())));
                }
                ratios.put(window.day(atS), byCostCenter);
            } catch (UnpricedException e) {
                notes.add("the forecast does not know the prices from " + window.day(atS) + " on: " + e.getMessage());
            }
        }
        return ratios;
    }

    private static List<BigInteger> usage(DayCosts costs, String costCenter) {
        return costs.sum(DayCosts.Sort.USAGE, place -> place.costCenter().equals(costCenter));
    }

    private static List<Long> bounded(List<Long> changes, List<String> notes) {
        if (changes.size() > CHANGES_MAX) {
            notes.add("of " + changes.size() + " changes of prices the first " + CHANGES_MAX + " are looked at");
        }
        return changes.subList(0, Math.min(changes.size(), CHANGES_MAX));
    }

    /** What places paid from a day of the window on, rounded as a statement rounds what each vcluster costs each cost center. */
    BigDecimal rounded(Predicate<Place> which, int fromDay, int digits) {
        List<Place> places = List.copyOf(paid.places().keySet());
        List<BigInteger> nanos = places.stream()
                .map(place -> DayCosts.total(paid.paid(place::equals), fromDay))
                .toList();
        return RoundedAmounts.ofPaths(
                        places.stream()
                                .map(place -> List.of(
                                        place.costCenter(),
                                        Objects.requireNonNullElse(place.vclusterUid(), ""),
                                        place.cluster()))
                                .toList(),
                        nanos,
                        digits)
                .sum(index -> which.test(places.get(index)));
    }

    static TreeSet<String> costCenters(DayCosts costs) {
        return new TreeSet<>(
                costs.places().keySet().stream().map(Place::costCenter).toList());
    }
}
