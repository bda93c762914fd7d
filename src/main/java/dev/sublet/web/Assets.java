package dev.sublet.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The files that pages need, from the jar. Immutable. */
public final class Assets {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final List<Asset> ALL = List.of(
            asset("/assets/sublet.css", "text/css; charset=utf-8", "/dev/sublet/web/sublet.css"),
            asset("/assets/charts.js", "text/javascript; charset=utf-8", "/dev/sublet/web/charts.js"),
            asset("/assets/icon.svg", "image/svg+xml", "/dev/sublet/web/icon.svg"),
            asset("/assets/uplot.js", "text/javascript; charset=utf-8", UPLOT + "uPlot.iife.min.js"),
            asset("/assets/uplot.css", "text/css; charset=utf-8", UPLOT + "uPlot.min.css"));

    private Assets() {}

    /** A file at a path. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares assets
    public record Asset(String path, String contentType, byte[] content, String etag) {}

    public static List<Asset> all() {
        return ALL;
    }

    private static Asset asset(String path, String contentType, String resource) {
        try (InputStream stream = Assets.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            byte[] content = stream.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new Asset(path, contentType, content, '"' + HexFormat.of().formatHex(digest, 0, 16) + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
