package dev.sublet.reporter.close;

import dev.sublet.reporter.statement.Period;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The close of a period, as the ledger keeps it. Digests are SHA-256 in lower-case hex.
 *
 * @param name the period's, as its calendar has it
 * @param closed false while it is provisional: prepared, and not yet approved
 * @param forced why it was closed against what hindered it, and what that was; null where nothing did
 * @param frozen digests of what was frozen
 * @param previous the digest of the close before it, empty for the first
 * @param digest binds all of this; empty while provisional
 */
record PeriodClose(
        long id,
        Period period,
        String name,
        boolean closed,
        ZoneId zone,
        String currency,
        int rulesVersion,
        String preparedBy,
        long preparedAtS,
        @Nullable String approvedBy,
        @Nullable Long approvedAtS,
        @Nullable String forced,
        Frozen frozen,
        String previous,
        String digest) {

    /** Digests of the statement's lines, of the terms' texts, of the owners as they were used, and of the rows beneath. */
    record Frozen(String lines, String terms, String owners, String rows) {}

    /** What {@link #digest} must be. */
    String expectedDigest() {
        return Sha256.of(List.of(
                previous,
                Long.toString(period.fromS()),
                Long.toString(period.toS()),
                name,
                zone.getId(),
                currency,
                Integer.toString(rulesVersion),
                preparedBy,
                Long.toString(preparedAtS),
                String.valueOf(approvedBy),
                String.valueOf(approvedAtS),
                String.valueOf(forced),
                frozen.lines(),
                frozen.terms(),
                frozen.owners(),
                frozen.rows()));
    }

    PeriodClose approved(String by, long atS, String rowsDigest, String previousDigest) {
        PeriodClose unsigned = new PeriodClose(
                id,
                period,
                name,
                true,
                zone,
                currency,
                rulesVersion,
                preparedBy,
                preparedAtS,
                by,
                atS,
                forced,
                new Frozen(frozen.lines(), frozen.terms(), frozen.owners(), rowsDigest),
                previousDigest,
                "");
        return unsigned.withDigest(unsigned.expectedDigest());
    }

    private PeriodClose withDigest(String signed) {
        return new PeriodClose(
                id,
                period,
                name,
                closed,
                zone,
                currency,
                rulesVersion,
                preparedBy,
                preparedAtS,
                approvedBy,
                approvedAtS,
                forced,
                frozen,
                previous,
                signed);
    }
}
