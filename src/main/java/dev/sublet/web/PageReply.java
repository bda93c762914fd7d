package dev.sublet.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a browser gets. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares replies
public record PageReply(int status, Map<String, String> headers, byte[] content) {
    private static final String TYPE = "Content-Type";

    public PageReply {
        headers = Map.copyOf(headers);
    }

    public static PageReply html(int status, String html) {
        return new PageReply(status, Map.of(TYPE, "text/html; charset=utf-8"), html.getBytes(StandardCharsets.UTF_8));
    }

    /** Somewhere else on this site, by GET. */
    public static PageReply see(String path) {
        return new PageReply(303, Map.of("Location", path), new byte[0]);
    }

    public static PageReply file(String contentType, String name, byte[] content) {
        return new PageReply(
                200,
                Map.of(TYPE, contentType, "Content-Disposition", "attachment; filename=\"" + name + "\""),
                content);
    }
}
