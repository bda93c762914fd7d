package dev.sublet.reporter.costcenter;

import dev.sublet.reporter.entry.Validity;
import org.jspecify.annotations.Nullable;

/**
 * A cost center for some time; another entry with the same ID may say what it was before or after. What is null here is the
 * parent's: ask {@link CostCenters}.
 *
 * @param name the ID where the file gives none
 * @param parent the ID of the one above it, null at the top
 * @param entity the ID of its legal entity
 * @param account the account code that its charges are booked to
 * @param lead the e-mail address of whoever accepts or disputes its lines
 */
public record CostCenter(
        String id,
        String name,
        @Nullable String parent,
        @Nullable String entity,
        @Nullable String account,
        @Nullable String lead,
        Validity validity) {
    boolean holdsAt(long atS) {
        return validity.fromS() <= atS && atS < validity.toS();
    }
}
