package dev.sublet.ledger.seal;

import java.util.List;

/**
 * One current file of sealed rows: a row of the table {@code sealed_file}, whose columns it has.
 *
 * @param file relative to the folder {@code sealed}
 * @param partition cluster UID or audit source
 * @param level {@code hour}, {@code day} or {@code month}
 * @param fromS, toS the rows' time lies in {@code [fromS, toS)}
 * @param generation number of the commit whose rows it holds; see {@link SealedNames#file}
 * @param columnSums as they were when the file was written
 */
public record SealedFile(
        String file,
        String table,
        int layout,
        String partition,
        String level,
        long fromS,
        long toS,
        long generation,
        int part,
        long rows,
        long bytes,
        String sha256,
        List<ColumnSum> columnSums,
        long recordedAtS) {
    public SealedFile {
        columnSums = List.copyOf(columnSums);
    }
}
