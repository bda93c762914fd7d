package dev.sublet.ledger.seal;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One bounded piece of sealing: the period's hot rows (when there are any to take) and the files that it replaces become
 * new files of one level.
 *
 * @param hot whether hot rows are taken; otherwise files are only put together
 * @param hotRows about how many of them there are
 * @param parts what is written: the table, and with {@code usage} its rollup, for both come from the same hot rows
 */
public record Piece(
        SealedTable table,
        String partition,
        SealLevel level,
        long fromS,
        long toS,
        boolean hot,
        long hotRows,
        List<Part> parts) {
    /** Files of one table that the piece replaces; they lie within its period. */
    public record Part(SealedTable table, List<SealedFile> replaces) {
        public Part {
            replaces = List.copyOf(replaces);
        }
    }

    public Piece {
        parts = List.copyOf(parts);
    }

    public List<SealedFile> replaced() {
        return parts.stream().flatMap(part -> part.replaces.stream()).collect(Collectors.toList());
    }

    /** About how many rows it writes. */
    public long rows() {
        return hotRows
                + parts.stream()
                        .flatMap(part -> part.replaces.stream())
                        .mapToLong(SealedFile::rows)
                        .sum();
    }

    /** For messages: {@code usage of 2026-10-07T05 (cluster c0ffee)}. */
    public String what() {
        return table.tableName() + " of " + level.nameOf(fromS) + " (" + table.partitionColumn() + " " + partition
                + ")";
    }
}
