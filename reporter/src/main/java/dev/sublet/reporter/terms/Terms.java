package dev.sublet.reporter.terms;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.calendar.FiscalCalendar;
import dev.sublet.reporter.costcenter.CostCenters;
import dev.sublet.reporter.owner.Owners;
import dev.sublet.reporter.policy.Policies;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.price.SpotPrice;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What decides, beside the ledger, what a statement says. Immutable.
 *
 * @param texts what the others were read from, kept with each statement
 */
public record Terms(
        TermsTexts texts,
        PriceBook prices,
        Policies policies,
        CostCenters costCenters,
        Owners owners,
        FiscalCalendar calendar) {

    /** Reads all files, whose dates are midnights of UTC. Otherwise as {@link #parse(TermsTexts, ZoneId)}. */
    public static Terms parse(TermsTexts texts) {
        return parse(texts, ZoneOffset.UTC);
    }

    /**
     * Reads all files.
     *
     * @param zone the ledger's billing zone: dates mean its midnights
     * @throws ReportException in one line when there is no price book, or a file is wrong
     */
    public static Terms parse(TermsTexts texts, ZoneId zone) {
        NamedText prices = texts.of(TermsFile.PRICES)
                .orElseThrow(() -> new ReportException(
                        "there is no price book; name one with --prices FILE, or keep it as prices.yaml in the"
                                + " data folder (README.md shows how to write one)",
                        2));
        return new Terms(
                texts,
                PriceBook.parse(
                        prices.text(),
                        prices.name(),
                        zone,
                        texts.of(TermsFile.SPOT_PRICES).map(spot -> SpotPrice.parse(spot.text(), spot.name()))),
                texts.of(TermsFile.POLICIES)
                        .map(policies -> Policies.parse(policies.text(), policies.name(), zone))
                        .orElse(Policies.none()),
                texts.of(TermsFile.COST_CENTERS)
                        .map(costCenters -> CostCenters.parse(costCenters.text(), costCenters.name(), zone))
                        .orElse(CostCenters.none()),
                texts.of(TermsFile.OWNERS)
                        .map(owners -> Owners.parse(owners.text(), owners.name()))
                        .orElse(Owners.recorded()),
                calendar(texts));
    }

    /** The calendar alone, for what needs no prices. */
    public static FiscalCalendar calendar(TermsTexts texts) {
        return texts.of(TermsFile.CALENDAR)
                .map(calendar -> FiscalCalendar.parse(calendar.text(), calendar.name()))
                .orElse(FiscalCalendar.months());
    }

    /** The same with other cost centers. */
    public Terms withCostCenters(CostCenters others) {
        return new Terms(texts, prices, policies, others, owners, calendar);
    }

    /** These with owners from elsewhere than their own registry. */
    public Terms withOwners(Owners other) {
        return new Terms(texts, prices, policies, costCenters, other, calendar);
    }

    /** These with other prices than the file's. */
    public Terms withPrices(PriceBook other) {
        return new Terms(texts, other, policies, costCenters, owners, calendar);
    }

    /** A price book and for all else the defaults. */
    public static Terms of(PriceBook prices) {
        return parse(TermsTexts.of(TermsFile.PRICES, new NamedText(prices.source(), prices.text())));
    }
}
