package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.YamlText;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What nodes, GPUs, volumes, load balancers, network and all else cost, and when. Immutable; every amount is exact and in the book's
 * currency.
 *
 * @param source the file's name, for messages
 * @param text the YAML as it was read, kept with each statement made from it
 * @param currency a three-letter code such as {@code USD}
 * @param exchangeRates of bills in other currencies; prices are converted already
 * @param platformCostCenter who pays for idle and system shares, fixed costs and what commitments leave unused
 * @param spotPrices hourly prices of spot nodes, from the file that the book names
 * @param gpus empty when the book has no such section: the nodes' prices then include their GPUs
 * @param volumes empty when the book has no such section: volumes are then not charged
 * @param loadBalancers empty when the book has no such section: load balancers are then not charged
 * @param commitments in the order in which they are used up
 */
public record PriceBook(
        String source,
        String text,
        String currency,
        List<ExchangeRate> exchangeRates,
        String platformCostCenter,
        List<BaseRatio> base,
        List<NodePrice> nodes,
        List<SpotPrice> spotPrices,
        Optional<List<GpuPrice>> gpus,
        Optional<List<VolumePrice>> volumes,
        Optional<List<LoadBalancerPrice>> loadBalancers,
        List<NetworkPrice> network,
        List<FixedCost> fixed,
        List<Discount> discounts,
        List<Commitment> commitments,
        BillTerms bills) {

    /**
     * Reads a price book without a spot price file, whose dates are midnights of UTC. Otherwise as {@link #parse(String, String, ZoneId,
     * Optional)}.
     */
    public static PriceBook parse(String yaml, String sourceName) {
        return parse(yaml, sourceName, ZoneOffset.UTC, Optional.empty());
    }

    /**
     * Reads a price book.
     *
     * @param sourceName the file's name, for messages
     * @param zone of the midnights that dates mean
     * @param spotPrices of the file that the book names; used only when it names one
     * @throws dev.sublet.reporter.ReportException with one line naming file, entry and remedy when it is not valid
     */
    public static PriceBook parse(String yaml, String sourceName, ZoneId zone, Optional<List<SpotPrice>> spotPrices) {
        return new PriceBookParser(yaml, sourceName, zone, spotPrices).parse();
    }

    /** This book with the prices of one second for all time; what costs by time alone, spot prices and exchange rates stay. */
    public PriceBook heldAt(long atS) {
        return HeldPrices.of(this, atS);
    }

    /** The seconds after {@code fromS} and before {@code toS} at which a price changes, ascending. */
    public List<Long> changes(long fromS, long toS) {
        return HeldPrices.changes(this, fromS, toS);
    }

    /** The file of spot prices that a book names, relative to the book's folder. Errors as for {@link #parse(String, String)}. */
    public static Optional<String> spotFile(String yaml, String sourceName) {
        return YamlText.read(yaml, "price book " + sourceName).text("spotPrices");
    }
}
