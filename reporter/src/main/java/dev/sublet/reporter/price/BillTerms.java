package dev.sublet.reporter.price;

import java.util.List;

/**
 * How providers' bills count.
 *
 * @param used whether they do at all; without a word in the book they do
 * @param charged services of which rows that match neither a node nor a volume are charged too; a star at the end stands for anything
 */
public record BillTerms(boolean used, List<String> charged) {
    public static BillTerms defaults() {
        return new BillTerms(true, List.of());
    }
}
