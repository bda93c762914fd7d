package dev.sublet.ledger.seal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferReleaser;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Unpacks zstd pages into heap memory, bounded: a damaged page header can name any size. For one thread. */
final class BoundedZstd implements CompressionCodecFactory {
    static final int PAGE_BYTES_MAX = 64 << 20;

    private static final ByteBufferReleaser HEAP = new ByteBufferReleaser(new HeapByteBufferAllocator());

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        throw new UnsupportedOperationException("files are only read here");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        if (name == CompressionCodecName.ZSTD) {
            return new Unpacker();
        }
        throw new IllegalArgumentException("compressed with " + name + ", sealed files are with zstd");
    }

    @Override
    public void release() {
        // Nothing is held.
    }

    private static final class Unpacker implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            if (size < 0 || size > PAGE_BYTES_MAX) {
                throw new IOException("a page of " + size + " bytes, at most " + PAGE_BYTES_MAX + " are read");
            }
            ByteBuffer buffer = packed.toByteBuffer(HEAP);
            byte[] source = new byte[buffer.remaining()];
            buffer.get(source);
            byte[] target = new byte[size];
            try {
                long unpacked = Zstd.decompressByteArray(target, 0, size, source, 0, source.length);
                if (unpacked != size) {
                    throw new IOException("a page holds " + unpacked + " bytes where " + size + " were named");
                }
            } catch (ZstdException e) {
                throw new IOException("a page cannot be unpacked: " + e.getMessage(), e);
            }
            return BytesInput.from(target);
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer unpacked, int size) {
            throw new UnsupportedOperationException("pages are unpacked on the heap");
        }

        @Override
        public void release() {
            // Nothing is held.
        }
    }
}
