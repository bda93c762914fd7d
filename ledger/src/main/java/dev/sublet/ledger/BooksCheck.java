package dev.sublet.ledger;

import java.util.List;

/**
 * What comparing the copies of the books with the store found.
 *
 * @param copies how many files
 * @param rows how many rows they hold
 * @param wrong one line for each copy that is damaged, missing or differs; names it
 */
public record BooksCheck(int copies, long rows, List<String> wrong) {
    public BooksCheck {
        wrong = List.copyOf(wrong);
    }
}
