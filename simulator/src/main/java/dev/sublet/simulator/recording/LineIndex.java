package dev.sublet.simulator.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where each line of a file of JSON lines begins, and when it was received. All lines were read once and are sound. */
final class LineIndex {
    /** Longer lines are refused: an audit body has at most some 12 MiB. */
    static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A line by its place. */
    record Line(Instant receivedAt, long offset, int length) {}

    private final Path file;
    private final List<Line> lines;

    private LineIndex(Path file, List<Line> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Lines in the order of the file. */
    List<Line> lines() {
        return lines;
    }

    /**
     * Reads and checks the whole file.
     *
     * @param needed a field that each line must have beside {@code receivedAt}
     */
    static LineIndex of(String recording, Path file, String needed) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long offset = 0;
            for (int next = in.read(); ; next = in.read()) {
                if (next >= 0 && next != '\n') {
                    line.write(next);
                    if (line.size() > MAX_LINE_BYTES) {
                        throw broken(recording, file, lines.size() + 1, "is longer than " + MAX_LINE_BYTES + " bytes");
                    }
                    continue;
                }
                if (line.size() > 0) {
                    lines.add(check(recording, file, lines.size() + 1, line, offset, needed));
                }
                offset += line.size() + 1;
                line.reset();
                if (next < 0) {
                    return new LineIndex(file, List.copyOf(lines));
                }
            }
        }
    }

    private static Line check(
            String recording, Path file, int number, ByteArrayOutputStream line, long offset, String needed) {
        String text = line.toString(StandardCharsets.UTF_8);
        try {
            if (JSON.readTree(text) instanceof ObjectNode object && object.has(needed)) {
                return new Line(Instant.parse(object.path("receivedAt").asText()), offset, line.size());
            }
        } catch (JsonProcessingException cutOff) {
            throw broken(recording, file, number, "is not JSON, as if cut off");
        } catch (DateTimeException unreadable) {
            throw broken(recording, file, number, "has no receivedAt that is a time");
        }
        throw broken(recording, file, number, "has no " + needed);
    }

    private static RecordingException broken(String recording, Path file, int number, String how) {
        return new RecordingException("recording " + recording + ": line " + number + " of " + file.getFileName() + " "
                + how + "; the recording is incomplete, copy it again or remove that line");
    }

    ObjectNode read(Line line) throws IOException {
        byte[] bytes = new byte[line.length()];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(line.offset());
            in.readFully(bytes);
        }
        return (ObjectNode) JSON.readTree(bytes);
    }
}
