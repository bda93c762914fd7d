package dev.sublet.bot.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sublet.bot.blueprint.ChartSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Keeps charts of repositories in a folder, by name, version and digest: each is fetched once, and only when it is what the repository's
 * index says. Charts on this machine are used as they are. Thread-safe.
 */
public final class ChartStore implements Charts {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BYTES_MAX = 20 << 20;
    private static final int OK = 200;

    private final Path folder;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    public ChartStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized String path(ChartSource source, String version) {
        if (source.isLocal()) {
            return source.source().replace("{version}", version);
        }
        return source.isOci() ? source.source() : fetched(source, version).toString();
    }

    private Path fetched(ChartSource source, String version) {
        try {
            Files.createDirectories(folder);
            String place =
                    digest(source.source().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
            Path kept = folder.resolve(source.name() + "-" + version + "-" + place + ".tgz");
            if (Files.exists(kept)) {
                return kept;
            }
            String base = source.source().endsWith("/") ? source.source() : source.source() + "/";
            JsonNode entry = entry(source, version, YAML.readTree(get(URI.create(base + "index.yaml"))));
            byte[] archive =
                    get(URI.create(base).resolve(entry.path("urls").path(0).asText()));
            if (!digest(archive).equals(entry.path("digest").asText())) {
                throw new ReleaseException(
                        "chart " + source.name() + " " + version + " from " + source.source()
                                + " is not what its index says: the digests differ; do not use that repository",
                        null);
            }
            Path half = Files.createTempFile(folder, "chart", ".part");
            Files.write(half, archive);
            return Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ReleaseException(
                    "chart " + source.name() + " " + version + " cannot be had from " + source.source() + ": "
                            + e.getMessage() + "; check the blueprint's chart.source",
                    e);
        }
    }

    private static JsonNode entry(ChartSource source, String version, JsonNode index) {
        for (JsonNode entry : index.path("entries").path(source.name())) {
            if (entry.path("version").asText().equals(version)) {
                return entry;
            }
        }
        throw new ReleaseException(
                source.source() + " has no chart " + source.name() + " " + version
                        + "; correct the blueprint's versions",
                null);
    }

    private byte[] get(URI address) throws IOException {
        try {
            HttpResponse<InputStream> response = http.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(BYTES_MAX + 1);
                if (response.statusCode() != OK || bytes.length > BYTES_MAX) {
                    throw new IOException(
                            address + " answered " + response.statusCode() + " with " + bytes.length + " bytes");
                }
                return bytes;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching " + address, e);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
