package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.seal.Piece;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedTable;
import java.util.List;

/** Keeps upkeep from writing into the space that is kept free for commits. Stateless. */
final class SealSpace {
    /** Rows of usage with their hours take about 4 bytes; the others are few. */
    private static final long ROW_BYTES = 32;

    /** Bodies and details of audit events pack less well. */
    private static final long AUDIT_ROW_BYTES = 1_024;

    private static final long MIB = 1 << 20;

    private SealSpace() {}

    /** @throws LedgerException when less than {@code ledger.minFreeBytes} would be free beside the new files */
    static void require(List<Piece> group, Surroundings surroundings, LedgerSettings settings) {
        long needed = group.stream().mapToLong(SealSpace::bytes).sum();
        long free = surroundings.freeBytes().getAsLong();
        if (free - needed < settings.minFreeBytes()) {
            throw new LedgerException("only " + free / MIB + " MiB are free, sealing "
                    + group.get(0).what() + (group.size() == 1 ? "" : " and " + (group.size() - 1) + " more")
                    + " needs about " + (needed + MIB - 1) / MIB + " MiB beside the " + settings.minFreeBytes() / MIB
                    + " MiB of ledger.minFreeBytes; nothing was changed, free some space");
        }
    }

    /** About what a piece writes before the files that it replaces can go. */
    private static long bytes(Piece piece) {
        boolean audit = piece.table() == SealedTable.AUDIT_EVENT || piece.table() == SealedTable.AUDIT_SET_ASIDE;
        return piece.hotRows() * (audit ? AUDIT_ROW_BYTES : ROW_BYTES)
                + piece.replaced().stream().mapToLong(SealedFile::bytes).sum();
    }
}
