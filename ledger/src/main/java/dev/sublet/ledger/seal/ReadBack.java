package dev.sublet.ledger.seal;

import dev.sublet.ledger.LedgerException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads sealed files again by another program than the one that wrote them, Apache Parquet for Java, and says what they
 * hold. One column of one row group is decoded at a time, so memory is bounded whatever the files' size. Thread-safe.
 */
public final class ReadBack {
    /** Ours have 20 480 rows a group. */
    private static final int GROUP_ROWS_MAX = 1 << 20;

    private static final String MICROSECONDS = "_us";

    private final String timeColumn;
    private final List<String> keyColumns;
    private final boolean digested;
    private final List<FileFacts> files = new ArrayList<>();
    private long rows;
    private @Nullable Totals totals;
    private @Nullable RowDigests digests;
    private List<String> columns = List.of();

    private ReadBack(String timeColumn, List<String> keyColumns, boolean digested) {
        this.timeColumn = timeColumn;
        this.keyColumns = List.copyOf(keyColumns);
        this.digested = digested;
    }

    /**
     * Reads the parts of one period as one sequence of rows.
     *
     * @param timeColumn says which UTC day a row belongs to; in microseconds when its name ends in {@code _us}, else in seconds
     * @param keyColumns bound to the other columns by {@link PeriodFacts#rowSum}
     * @throws LedgerException naming the file, when one is damaged, cannot be read or differs from the others in its columns
     */
    public static PeriodFacts of(List<Path> partsInOrder, String timeColumn, List<String> keyColumns) {
        return new ReadBack(timeColumn, keyColumns, true).read(partsInOrder);
    }

    /** The same without {@link PeriodFacts#days}, at half the cost: for files that nobody compares by days. */
    public static PeriodFacts withoutDays(List<Path> partsInOrder, String timeColumn, List<String> keyColumns) {
        return new ReadBack(timeColumn, keyColumns, false).read(partsInOrder);
    }

    private PeriodFacts read(List<Path> partsInOrder) {
        for (Path file : partsInOrder) {
            try {
                add(file);
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                // Lengths in a damaged file are checked where that is possible. The library makes some arrays from them
                // unseen; one that could not be made has harmed nothing.
                throw new LedgerException("cannot read " + file + ": " + oneLine(e) + "; its rows cannot be proven", e);
            }
        }
        return facts();
    }

    /** SHA-256 of a file's bytes, in lower-case hex. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = RowDigests.sha256();
        byte[] buffer = new byte[64 << 10];
        try (InputStream stream = Files.newInputStream(file)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * What a file says of itself: the key-value metadata of its footer.
     *
     * @throws LedgerException naming the file, when it is damaged or no Parquet
     */
    public static Map<String, String> notes(Path file) {
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader reader = new ParquetFileReader(new LocalInputFile(file), options)) {
            return Map.copyOf(reader.getFileMetaData().getKeyValueMetaData());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw new LedgerException("cannot read " + file + ": " + oneLine(e), e);
        }
    }

    private static String oneLine(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < 10; depth++) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String text = message == null ? cause.getClass().getSimpleName() : message.strip();
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    private void add(Path file) throws IOException {
        long bytes = Files.size(file);
        long before = rows;
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new BoundedZstd())
                .withUseHadoopVectoredIo(false)
                .build();
        try (ParquetFileReader reader = new ParquetFileReader(new LocalInputFile(file), options)) {
            List<ColumnDescriptor> descriptors =
                    reader.getFileMetaData().getSchema().getColumns();
            begin(descriptors);
            for (BlockMetaData group : reader.getRowGroups()) {
                refuseImpossible(group, bytes);
            }
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                add(descriptors, group);
            }
        }
        files.add(new FileFacts(rows - before, bytes, sha256(file)));
    }

    private void begin(List<ColumnDescriptor> descriptors) throws IOException {
        List<String> names = descriptors.stream()
                .map(column -> String.join(".", column.getPath()))
                .toList();
        if (totals == null) {
            totals = new Totals(keyColumns);
            digests = new RowDigests(names, timeColumn.endsWith(MICROSECONDS));
            columns = names;
        } else if (!columns.equals(names)) {
            throw new IOException("its columns " + names + " are not those of the part before, " + columns);
        }
        if (!names.contains(timeColumn) || !names.containsAll(keyColumns)) {
            throw new IOException("its columns " + names + " lack " + timeColumn + " or one of " + keyColumns);
        }
    }

    /** The reader makes buffers for what the footer says before it reads. */
    private static void refuseImpossible(BlockMetaData group, long bytes) throws IOException {
        if (group.getRowCount() < 0 || group.getRowCount() > GROUP_ROWS_MAX) {
            throw new IOException("a row group of " + group.getRowCount() + " rows, at most " + GROUP_ROWS_MAX);
        }
        for (ColumnChunkMetaData chunk : group.getColumns()) {
            long start = chunk.getStartingPos();
            long size = chunk.getTotalSize();
            if (start < 0 || size < 0 || size > bytes || start > bytes - size) {
                throw new IOException(
                        "a column at byte " + start + " of " + size + " bytes in a file of " + bytes + " bytes");
            }
        }
    }

    private void add(List<ColumnDescriptor> descriptors, PageReadStore group) throws IOException {
        int count = Math.toIntExact(group.getRowCount());
        List<ColumnValues> values = new ArrayList<>(descriptors.size());
        ColumnValues time = null;
        for (ColumnDescriptor column : descriptors) {
            ColumnValues decoded = ChunkReader.read(column, group.getPageReader(column), count);
            values.add(decoded);
            if (decoded.name.equals(timeColumn)) {
                time = decoded;
            }
        }
        if (totals == null || digests == null || time == null || time.kind != ColumnValues.Kind.INTEGER) {
            throw new IOException("column " + timeColumn + " is not an integer");
        }
        totals.add(values, count);
        if (digested) {
            digests.add(values, time, count);
        }
        rows += count;
    }

    private PeriodFacts facts() {
        return new PeriodFacts(
                files,
                rows,
                totals == null ? List.of() : totals.sums(),
                totals == null ? BigInteger.ZERO : totals.rowSum(),
                digests == null || !digested ? List.of() : digests.digests());
    }
}
