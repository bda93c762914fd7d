package dev.sublet.reporter.price;

import java.util.List;
import java.util.Optional;

/**
 * What nodes, volumes and load balancers cost, and when. Immutable; every amount is exact.
 *
 * @param source the file's name, for messages
 * @param text the YAML as it was read, kept with each statement made from it
 * @param currency a three-letter code such as {@code USD}
 * @param platformCostCenter who pays for idle and system shares
 * @param volumes empty when the book has no such section: volumes are then not charged
 * @param loadBalancers empty when the book has no such section: load balancers are then not charged
 */
public record PriceBook(
        String source,
        String text,
        String currency,
        String platformCostCenter,
        List<BaseRatio> base,
        List<NodePrice> nodes,
        Optional<List<VolumePrice>> volumes,
        Optional<List<LoadBalancerPrice>> loadBalancers) {

    /**
     * Reads a price book.
     *
     * @param sourceName the file's name, for messages
     * @throws dev.sublet.reporter.ReportException with one line naming file, entry and remedy when it is not valid
     */
    public static PriceBook parse(String yaml, String sourceName) {
        return new PriceBookParser(yaml, sourceName).parse();
    }
}
