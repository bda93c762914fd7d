package dev.sublet.ledger.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What {@code books/books.json} says: which copies make up the books, as of one commit. Immutable.
 *
 * <p>The file is {@code {"version": 1, "sha256": …, "content": {…}}}; the SHA-256 is of the content as Jackson writes it without white space.
 *
 * @param schemaVersion of the store that wrote it
 * @param commitNumber the last commit that the copies hold
 * @param generation grows with each publication; part of the names of the files that it made
 */
record BookIndex(int schemaVersion, long commitNumber, long generation, List<Copy> copies) {
    static final String FILE_NAME = "books.json";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /**
     * One file: rows of one table, JSON lines, packed with gzip.
     *
     * @param file relative to the folder
     * @param fingerprint of the rows, to see cheaply whether they changed; means nothing to another version of the database
     * @param sha256 of the lines before they are packed
     */
    record Copy(String table, String key, String file, long rows, String fingerprint, String sha256) {
        boolean isOf(String otherTable, String otherKey) {
            return table.equals(otherTable) && key.equals(otherKey);
        }
    }

    BookIndex {
        copies = List.copyOf(copies);
    }

    private record Envelope(int version, String sha256, BookIndex content) {}

    static BookIndex none() {
        return new BookIndex(Schema.VERSION, 0, 0, List.of());
    }

    long rows() {
        return copies.stream().mapToLong(Copy::rows).sum();
    }

    /**
     * Empty when there is none.
     *
     * @throws LedgerException when it cannot be read, is damaged or was written by a newer version
     */
    static Optional<BookIndex> read(Path folder) {
        Path file = folder.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            JsonNode content = root.path("content");
            int schema = content.path("schemaVersion").asInt(0);
            if (root.path("version").asInt(0) > VERSION || schema > Schema.VERSION) {
                throw new LedgerException(file + " was written by a newer version (schema " + schema
                        + ", this program knows up to " + Schema.VERSION + "); use a newer sublet");
            }
            BookIndex index = JSON.treeToValue(content, BookIndex.class);
            if (index == null || !sha256(index).equals(root.path("sha256").asText())) {
                throw new LedgerException(file + " is damaged: its content does not have its digest");
            }
            return Optional.of(index);
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw new LedgerException(file + " is damaged: it is not an index of the books", e);
        } catch (IOException e) {
            throw new LedgerException("cannot read " + file + " (" + e + "); check its permissions", e);
        }
    }

    /** Puts it in place as a whole, durably. */
    void write(Path folder, DurableFiles files) throws IOException {
        files.write(folder.resolve(FILE_NAME), JSON.writeValueAsBytes(new Envelope(VERSION, sha256(this), this)));
    }

    private static String sha256(BookIndex content) throws JsonProcessingException {
        return HexFormat.of().formatHex(sha256().digest(JSON.writeValueAsBytes(content)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A line of a copy: the row's columns as a JSON object of texts. */
    static byte[] line(Object row) throws JsonProcessingException {
        return (JSON.writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
