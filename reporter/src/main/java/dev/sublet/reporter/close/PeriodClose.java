package dev.sublet.reporter.close;

import dev.sublet.reporter.statement.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The close of a period, as the ledger keeps it. Digests are SHA-256 in lower-case hex.
 *
 * @param name the period's, as its calendar has it
 * @param generation of its journal's documents: greater than that of anything prepared or approved before it
 * @param forced why it was closed against what hindered it, and what that was; null where nothing did
 * @param frozen digests of what was frozen
 * @param previous the digest of the close before it, empty for the first
 * @param digest binds all of this; empty while it is not closed
 */
record PeriodClose(
        long id,
        Period period,
        String name,
        State state,
        ZoneId zone,
        String currency,
        int rulesVersion,
        String preparedBy,
        long preparedAtS,
        @Nullable String approvedBy,
        @Nullable Long approvedAtS,
        @Nullable String forced,
        long generation,
        Frozen frozen,
        String previous,
        String digest) {

    /** How far it is. The first two are both provisional to people: numbers that may change. */
    enum State {
        /** Asked for, so that the month can be accrued before all is in; nobody can approve it. */
        PROVISIONAL,
        /** Waits for another person's approval. */
        PREPARED,
        CLOSED;

        static State parse(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Digests of the statement's lines, of the terms' texts, of the owners as they were used, and of the rows beneath. */
    record Frozen(String lines, String terms, String owners, String rows) {}

    boolean closed() {
        return state == State.CLOSED;
    }

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
                Long.toString(generation),
                frozen.lines(),
                frozen.terms(),
                frozen.owners(),
                frozen.rows()));
    }

    /** The same under numbers that only the ledger can give. */
    PeriodClose kept(long newId, long newGeneration) {
        return new PeriodClose(
                newId,
                period,
                name,
                state,
                zone,
                currency,
                rulesVersion,
                preparedBy,
                preparedAtS,
                approvedBy,
                approvedAtS,
                forced,
                newGeneration,
                frozen,
                previous,
                digest);
    }

    PeriodClose approved(String by, long atS, long newGeneration, String rowsDigest, String previousDigest) {
        PeriodClose unsigned = new PeriodClose(
                id,
                period,
                name,
                State.CLOSED,
                zone,
                currency,
                rulesVersion,
                preparedBy,
                preparedAtS,
                by,
                atS,
                forced,
                newGeneration,
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
                state,
                zone,
                currency,
                rulesVersion,
                preparedBy,
                preparedAtS,
                approvedBy,
                approvedAtS,
                forced,
                generation,
                frozen,
                previous,
                signed);
    }
}
