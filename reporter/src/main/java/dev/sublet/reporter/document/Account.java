package dev.sublet.reporter.document;

import org.jspecify.annotations.Nullable;

/**
 * Where finance books what a cost center pays.
 *
 * @param name of the cost center for people, null when it has none but its code
 * @param legalEntity the company that pays
 * @param department the cost center above it
 * @param account the general ledger's account code
 */
public record Account(
        @Nullable String name,
        @Nullable String legalEntity,
        @Nullable String department,
        @Nullable String account) {
    /** Nothing is known. */
    public static final Account UNKNOWN = new Account(null, null, null, null);
}
