package dev.sublet.ledger.owner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Who pays for which vcluster or namespace from when to when, as written in a file by the platform team. Immutable.
 *
 * <pre>{@code
 * owners:
 *   - vcluster: team-a/dev          # namespace/name on the host
 *     costCenter: cc-1001           # or costCenters: {cc-1001: 60, cc-1002: 40}
 *     virtualNamespaces: {shop: cc-1003, "ml-*": cc-1004}   # optional: who pays for pods in these
 *     team: payments                # optional
 *     from: 2026-11-01              # optional, inclusive
 *     to: 2026-12-01                # optional, exclusive
 *   - namespace: monitoring
 *     costCenter: cc-9000
 * }</pre>
 */
public final class OwnerRegistry {
    static final long BYTES_MAX = 16L * 1024 * 1024;

    private final List<OwnerEntry> entries;

    OwnerRegistry(List<OwnerEntry> entries) {
        List<OwnerEntry> checked = List.copyOf(entries);
        refuseOverlaps(checked);
        this.entries = checked;
    }

    public static OwnerRegistry empty() {
        return new OwnerRegistry(List.of());
    }

    /**
     * Reads a registry file.
     *
     * @param zone whose midnight a date without a time means: the billing calendar's
     * @throws IllegalArgumentException with one line that names file, entry and remedy
     */
    public static OwnerRegistry read(Path file, ZoneId zone) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IllegalArgumentException(
                        "owner registry " + file + " is larger than " + BYTES_MAX + " bytes; is this the right file?");
            }
            return parse(Files.readString(file), file.toString(), zone);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "owner registry " + file + " cannot be read: " + e.getMessage() + "; check path and permissions",
                    e);
        }
    }

    /** Like {@link #read}, for text that came from {@code origin}. */
    public static OwnerRegistry parse(String yaml, String origin, ZoneId zone) {
        return new OwnerRegistry(new OwnerRegistryParser(origin, zone).parse(yaml));
    }

    /** All entries, in the order of the file. */
    public List<OwnerEntry> entries() {
        return entries;
    }

    /** Who pays at a second, without regard to virtual namespaces; empty where no entry says so. */
    public List<OwnerShare> sharesOf(boolean ofVcluster, String subject, long atS) {
        for (OwnerEntry entry : entries) {
            if (entry.ofVcluster() == ofVcluster && entry.subject().equals(subject) && entry.covers(atS)) {
                return entry.shares();
            }
        }
        return List.of();
    }

    /** The first second after {@code atS} at which an entry begins or ends. */
    public OptionalLong nextChangeAfter(long atS) {
        return entries.stream()
                .flatMapToLong(entry -> LongStream.of(entry.fromS(), entry.toS()))
                .filter(edge -> edge > atS && edge != Long.MAX_VALUE)
                .min();
    }

    private static void refuseOverlaps(List<OwnerEntry> entries) {
        List<OwnerEntry> before = new ArrayList<>();
        for (OwnerEntry entry : entries) {
            for (OwnerEntry other : before) {
                if (entry.sameSubject(other) && entry.overlaps(other)) {
                    throw new IllegalArgumentException("owner registry has two entries for " + entry.title()
                            + " that overlap in time; end the earlier one with 'to' where the later one has 'from'");
                }
            }
            before.add(entry);
        }
    }
}
