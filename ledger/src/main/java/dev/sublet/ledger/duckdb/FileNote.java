package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.ReadBack;
import dev.sublet.ledger.seal.SealLevel;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedNames;
import dev.sublet.ledger.seal.SealedTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sealed file says of itself in its Parquet metadata; see {@link PartWriter}. {@code piece} is the same for all files
 * that were written together and count together.
 */
record FileNote(
        String file,
        SealedTable table,
        int layout,
        String partition,
        String level,
        long fromS,
        long toS,
        long generation,
        int part,
        int parts,
        List<String> tables,
        boolean hot,
        long commitNumber,
        List<String> replaces) {

    String piece() {
        return String.join("|", tables) + " " + partition + " " + level + " " + fromS + " " + generation + " "
                + commitNumber;
    }

    /**
     * The note of a file, empty when it is not one of ours.
     *
     * @throws LedgerException naming the file, when it cannot be read
     */
    static Optional<FileNote> read(Path sealed, String file) {
        Map<String, String> values = ReadBack.notes(sealed.resolve(file));
        Optional<SealedTable> table = SealedTable.named(values.getOrDefault("sublet_table", ""));
        try {
            return table.map(known -> of(file, known, values)).filter(FileNote::isInPlace);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether it lies where it was written; a copy that somebody made of it does not. */
    private boolean isInPlace() {
        String name = SealedNames.file(SealLevel.named(level), fromS, generation, part);
        return file.equals(SealedNames.folder(table, partition, fromS) + "/" + name);
    }

    private static FileNote of(String file, SealedTable table, Map<String, String> values) {
        return new FileNote(
                file,
                table,
                number(values, "layout"),
                values.getOrDefault("sublet_partition", ""),
                values.getOrDefault("sublet_level", ""),
                Long.parseLong(values.getOrDefault("sublet_from_s", "")),
                Long.parseLong(values.getOrDefault("sublet_to_s", "")),
                Long.parseLong(values.getOrDefault("sublet_generation", "")),
                number(values, "part"),
                number(values, "parts"),
                List.of(values.getOrDefault("sublet_tables", "").split(",")),
                values.getOrDefault("sublet_hot", "").equals("true"),
                Long.parseLong(values.getOrDefault("sublet_commit", "")),
                values.getOrDefault("sublet_replaces", "")
                        .lines()
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    private static int number(Map<String, String> values, String key) {
        return Integer.parseInt(values.getOrDefault("sublet_" + key, ""));
    }

    /** The row for {@code sealed_file}, with what reading the file found. */
    SealedFile record(dev.sublet.ledger.seal.PeriodFacts read, long recordedAtS) {
        return new SealedFile(
                file,
                table.tableName(),
                layout,
                partition,
                level,
                fromS,
                toS,
                generation,
                part,
                read.rows(),
                read.files().get(0).bytes(),
                read.files().get(0).sha256(),
                read.sums(),
                recordedAtS);
    }
}
