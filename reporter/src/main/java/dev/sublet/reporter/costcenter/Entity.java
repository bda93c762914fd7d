package dev.sublet.reporter.costcenter;

import org.jspecify.annotations.Nullable;

/**
 * A legal entity: whose books a journal document goes to.
 *
 * @param id as cost centers name it
 * @param name its registered name; the ID where the file gives none
 * @param currency a three-letter code, or null for that of the price book
 * @param clearingAccount where the cost of clusters waits to be charged on: the other side of each charge
 * @param dueToAccount what it owes another entity
 * @param dueFromAccount what another entity owes it
 */
public record Entity(
        String id,
        String name,
        @Nullable String currency,
        @Nullable String clearingAccount,
        @Nullable String dueToAccount,
        @Nullable String dueFromAccount) {}
