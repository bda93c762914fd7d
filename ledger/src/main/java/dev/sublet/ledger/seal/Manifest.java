package dev.sublet.ledger.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sublet.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What {@code sealed/manifest.json} says: the current sealed files, their clusters and the digests of their rows, so that
 * sealed rows are found and proven without the hot store. It repeats the store's tables and never knows more than they
 * do. Immutable.
 *
 * <p>The file is {@code {"version": 1, "sha256": …, "content": {"files": […], "clusters": […], "digests": […]}}}; the
 * SHA-256 is of the content as Jackson writes it without white space, so that rot in the file is found.
 */
public record Manifest(List<SealedFile> files, List<ClusterSpan> clusters, List<RowDigest> digests) {
    public static final String FILE_NAME = "manifest.json";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public Manifest {
        files = List.copyOf(files);
        clusters = List.copyOf(clusters);
        digests = List.copyOf(digests);
    }

    private record Envelope(int version, String sha256, Manifest content) {}

    /**
     * Empty when there is none.
     *
     * @throws LedgerException when it cannot be read, is damaged or was written by a newer version
     */
    public static Optional<Manifest> read(Path sealedFolder) {
        Path file = sealedFolder.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            int version = root.path("version").asInt(0);
            if (version > VERSION) {
                throw new LedgerException(file + " has version " + version + ", this program knows up to " + VERSION
                        + "; use a newer sublet");
            }
            Manifest manifest = JSON.treeToValue(root.path("content"), Manifest.class);
            if (manifest == null || !sha256(manifest).equals(root.path("sha256").asText())) {
                throw new LedgerException(file + " is damaged: its content does not have its digest");
            }
            return Optional.of(manifest);
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw new LedgerException(file + " is damaged: it is not a manifest", e);
        } catch (IOException e) {
            throw new LedgerException("cannot read " + file + " (" + e + "); check its permissions", e);
        }
    }

    /** Puts it in place as a whole, durably. */
    public void write(Path sealedFolder, DurableFiles files) throws IOException {
        Envelope envelope = new Envelope(VERSION, sha256(this), this);
        files.write(sealedFolder.resolve(FILE_NAME), JSON.writeValueAsBytes(envelope));
    }

    private static String sha256(Manifest content) throws JsonProcessingException {
        return HexFormat.of().formatHex(RowDigests.sha256().digest(JSON.writeValueAsBytes(content)));
    }
}
