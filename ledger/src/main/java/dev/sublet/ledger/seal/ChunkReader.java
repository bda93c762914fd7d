package dev.sublet.ledger.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.ByteBufferReleaser;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one column chunk page by page with the library's decoders, into arrays. The library's own record assembly takes four
 * times as long. What a page says of its size is compared with what is possible before anything is made of that size.
 */
final class ChunkReader {
    private static final Set<Encoding> KNOWN = EnumSet.of(
            Encoding.PLAIN,
            Encoding.RLE,
            Encoding.RLE_DICTIONARY,
            Encoding.DELTA_BINARY_PACKED,
            Encoding.DELTA_LENGTH_BYTE_ARRAY,
            Encoding.BYTE_STREAM_SPLIT);
    /** Of a delta encoding; writers use 128 to 2 048. */
    private static final int DELTA_BLOCK_MAX = 65_536;

    private static final ByteBufferReleaser HEAP = new ByteBufferReleaser(new HeapByteBufferAllocator());

    private final ColumnDescriptor column;
    private final PrimitiveTypeName type;
    private final ColumnValues values;
    private final int rows;
    private final @Nullable Dictionary dictionary;
    private int filled;

    private ChunkReader(ColumnDescriptor column, ColumnValues values, int rows, @Nullable Dictionary dictionary) {
        this.column = column;
        this.type = column.getPrimitiveType().getPrimitiveTypeName();
        this.values = values;
        this.rows = rows;
        this.dictionary = dictionary;
    }

    static ColumnValues read(ColumnDescriptor column, PageReader pages, int rows) throws IOException {
        ColumnValues values = ColumnValues.of(column, rows);
        DictionaryPage page = pages.readDictionaryPage();
        Dictionary dictionary = page == null ? null : dictionary(column, page, rows);
        ChunkReader reader = new ChunkReader(column, values, rows, dictionary);
        for (DataPage data = pages.readPage(); data != null; data = pages.readPage()) {
            reader.add(data);
        }
        if (reader.filled != rows) {
            throw new IOException("column " + values.name + " has " + reader.filled + " values for " + rows + " rows");
        }
        return values;
    }

    private static Dictionary dictionary(ColumnDescriptor column, DictionaryPage page, int rows) throws IOException {
        if (page.getDictionarySize() < 0 || page.getDictionarySize() > rows) {
            throw new IOException("a dictionary of " + page.getDictionarySize() + " values for " + rows + " rows");
        }
        return page.getEncoding().initDictionary(column, page);
    }

    private void add(DataPage page) throws IOException {
        int count = page.getValueCount();
        if (count < 0 || count > rows - filled) {
            throw new IOException("column " + values.name + " has more values than the " + rows + " rows");
        }
        if (page instanceof DataPageV1 first) {
            ByteBuffer content = first.getBytes().toByteBuffer(HEAP);
            ByteBufferInputStream stream = ByteBufferInputStream.wrap(content);
            int present = count;
            if (column.getMaxDefinitionLevel() > 0) {
                ValuesReader levels = first.getDlEncoding().getValuesReader(column, ValuesType.DEFINITION_LEVEL);
                levels.initFromPage(count, stream);
                present = markNulls(count, levels::readInteger);
            }
            decode(first.getValueEncoding(), stream, count, present);
        } else if (page instanceof DataPageV2 second) {
            BytesInput levels = second.getDefinitionLevels();
            int present = count;
            if (column.getMaxDefinitionLevel() > 0 && second.getNullCount() != 0) {
                RunLengthBitPackingHybridDecoder decoder =
                        new RunLengthBitPackingHybridDecoder(1, ByteBufferInputStream.wrap(levels.toByteBuffer(HEAP)));
                present = markNulls(count, decoder::readInt);
            }
            decode(
                    second.getDataEncoding(),
                    ByteBufferInputStream.wrap(second.getData().toByteBuffer(HEAP)),
                    count,
                    present);
        } else {
            throw new IOException("a page of an unknown version");
        }
        filled += count;
    }

    @FunctionalInterface
    private interface Levels {
        int next() throws IOException;
    }

    private int markNulls(int count, Levels levels) throws IOException {
        int present = 0;
        for (int row = filled; row < filled + count; row++) {
            boolean there = levels.next() != 0;
            values.nulls[row] = !there;
            present += there ? 1 : 0;
        }
        values.anyNull |= present < count;
        return present;
    }

    private void decode(Encoding encoding, ByteBufferInputStream content, int count, int present) throws IOException {
        if (present == 0) {
            return;
        }
        if (!KNOWN.contains(encoding)) {
            throw new IOException("column " + values.name + " is encoded with " + encoding + ", which is not ours");
        }
        boolean delta = encoding == Encoding.DELTA_BINARY_PACKED || encoding == Encoding.DELTA_LENGTH_BYTE_ARRAY;
        if (delta) {
            refuseImpossibleDelta(content, count);
        }
        ValuesReader reader;
        if (encoding.usesDictionary()) {
            if (dictionary == null) {
                throw new IOException("column " + values.name + " lacks its dictionary");
            }
            reader = encoding.getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary);
        } else {
            reader = encoding.getValuesReader(column, ValuesType.VALUES);
        }
        reader.initFromPage(encoding == Encoding.BYTE_STREAM_SPLIT ? present : count, content);
        fill(reader, count);
    }

    /** The header says block size, parts of a block and number of values; the decoder makes arrays from them unseen. */
    private void refuseImpossibleDelta(ByteBufferInputStream content, int count) throws IOException {
        content.mark(32);
        long block = unsignedVarint(content);
        long parts = unsignedVarint(content);
        long total = unsignedVarint(content);
        content.reset();
        if (block < 1 || block > DELTA_BLOCK_MAX || parts < 1 || parts > block || total < 0 || total > count) {
            throw new IOException("column " + values.name + " has a page of " + total + " values in blocks of " + block
                    + " where " + count + " were named");
        }
    }

    private static long unsignedVarint(ByteBufferInputStream content) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = content.read();
            if (next < 0) {
                throw new IOException("a page ends early");
            }
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("a number in a page is too long");
    }

    private void fill(ValuesReader reader, int count) {
        boolean[] nulls = values.nulls;
        long[] numbers = values.numbers;
        int end = filled + count;
        switch (type) {
            case INT32 -> {
                for (int row = filled; row < end; row++) {
                    numbers[row] = nulls[row] ? 0 : reader.readInteger();
                }
            }
            case INT64 -> {
                for (int row = filled; row < end; row++) {
                    numbers[row] = nulls[row] ? 0 : reader.readLong();
                }
            }
            case BOOLEAN -> {
                for (int row = filled; row < end; row++) {
                    numbers[row] = !nulls[row] && reader.readBoolean() ? 1 : 0;
                }
            }
            case BINARY, FIXED_LEN_BYTE_ARRAY -> {
                for (int row = filled; row < end; row++) {
                    if (!nulls[row]) {
                        values.bytes[row] = reader.readBytes().getBytesUnsafe();
                    }
                }
            }
            case FLOAT, DOUBLE, INT96 -> throw new IllegalStateException("refused before");
        }
    }
}
