package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of the last acknowledged commit and the last span ID, kept outside the store: one short line, overwritten in
 * place. With it a torn tail (which was never acknowledged) and rot (which took acknowledged commits) can be told apart,
 * and a fresh store goes on with IDs that the old one never gave.
 *
 * <p>The line is written after a commit is durable and before it is acknowledged, and synced at most once a second rather
 * than each time: a second sync per commit would halve the rate of small batches. Written but not synced survives the death
 * of the process; after a power loss the line may be one second old. It can then miss a loss of that second, and never
 * reports one that did not happen, for it is never ahead of the store. Used by the writer thread only.
 */
final class Acknowledged implements AutoCloseable {
    record State(long commit, long spanId) {}

    static final String FILE_NAME = "acknowledged";
    private static final int DIGITS = 18;
    private static final Pattern LINE = Pattern.compile("commit (\\d{1,18}) span (\\d{1,18})\\s*");

    private final FileChannel channel;
    private boolean synced = true;

    Acknowledged(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** The last line written; zeros when there is none or it cannot be read. */
    static State read(Path file) {
        if (!Files.exists(file)) {
            return new State(0, 0);
        }
        try {
            Matcher line = LINE.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            return line.matches()
                    ? new State(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)))
                    : new State(0, 0);
        } catch (IOException e) {
            throw new LedgerException("cannot read " + file + ": " + e.getMessage() + "; check its permissions", e);
        }
    }

    void write(State state) throws IOException {
        String line = "commit " + padded(state.commit) + " span " + padded(state.spanId) + '\n';
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), 0);
        synced = false;
    }

    /** Always as long, so that a line covers the one before. */
    private static String padded(long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }

    void sync() throws IOException {
        if (!synced) {
            channel.force(false);
            synced = true;
        }
    }

    @Override
    public void close() throws IOException {
        sync();
        channel.close();
    }
}
