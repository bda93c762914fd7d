package dev.sublet.api;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call gets: text or bytes, or a file that is sent and then let go. Not thread-safe. */
public final class Reply {
    private final int status;
    private final String contentType;
    private final byte[] content;
    private final @Nullable Path file;
    private final Runnable release;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Reply(int status, String contentType, byte[] content, @Nullable Path file, Runnable release) {
        this.status = status;
        this.contentType = contentType;
        this.content = content;
        this.file = file;
        this.release = release;
    }

    static Reply of(int status, String contentType, byte[] content) {
        return new Reply(status, contentType, content, null, () -> {});
    }

    static Reply json(int status, String text) {
        return of(status, Form.JSON.contentType(), text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param release what to do once it is sent, or cannot be */
    static Reply file(String contentType, Path file, Runnable release) {
        return new Reply(200, contentType, new byte[0], file, release);
    }

    Reply with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    /** Empty when there is a {@link #file}. */
    public byte[] content() {
        return content.clone();
    }

    int length() {
        return content.length;
    }

    public @Nullable Path file() {
        return file;
    }

    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /** To be called once the reply is sent or given up. */
    public void release() {
        release.run();
    }

    /** Of what it says; two equal replies have equal ones. */
    public String etag() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
