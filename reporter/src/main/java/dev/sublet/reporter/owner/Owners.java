package dev.sublet.reporter.owner;

import dev.sublet.ledger.owner.OwnerEntry;
import dev.sublet.ledger.owner.OwnerRegistry;
import dev.sublet.reporter.entry.EntryException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a statement takes owners from: the registry as it is now, over what the ledger recorded of namespaces' labels; or, without a
 * registry, all that the ledger recorded; or what an earlier close used. Immutable.
 *
 * @param source the registry's name, for messages; empty for none
 * @param text the registry, null for none
 * @param closeId whose owners, or null
 */
public record Owners(
        String source, @Nullable String text, @Nullable Long closeId) {

    /** What the ledger recorded, nothing else. */
    public static Owners recorded() {
        return new Owners("", null, null);
    }

    /** Those that a close used. */
    public static Owners ofClose(long closeId) {
        return new Owners("", null, closeId);
    }

    /**
     * Reads a registry.
     *
     * @throws EntryException in one line when it is not valid
     */
    public static Owners parse(String yaml, String sourceName) {
        Owners owners = new Owners(sourceName, yaml, null);
        owners.entries(ZoneOffset.UTC);
        return owners;
    }

    /**
     * The registry's entries; none without one.
     *
     * @param zone whose midnight a date without a time means
     */
    public List<OwnerEntry> entries(ZoneId zone) {
        if (text == null) {
            return List.of();
        }
        try {
            return OwnerRegistry.parse(text, source, zone).entries();
        } catch (IllegalArgumentException e) {
            throw new EntryException(String.valueOf(e.getMessage()), e);
        }
    }
}
