package dev.sublet.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sublet.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** A YAML file that gives somebody roles. Every reader of such files says in one line what is wrong. Immutable. */
final class GrantFile {
    private static final long BYTES_MAX = 1 << 20;
    private static final String ALL = "*";
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final String what;
    private final Path file;
    private final String setting;

    /**
     * A file that is not read yet.
     *
     * @param what it holds, for messages
     * @param setting that names it
     */
    GrantFile(String what, Path file, String setting) {
        this.what = what;
        this.file = file;
        this.setting = setting;
    }

    JsonNode tree() {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw wrong("is larger than " + (BYTES_MAX >> 10) + " KiB; name the right file in " + setting);
            }
            JsonNode tree = YAML.readTree(Files.readString(file));
            return tree == null ? YAML.createObjectNode() : tree;
        } catch (JsonProcessingException e) {
            // Without the text: a token may have been put where its digest belongs.
            throw wrong("is not valid YAML"
                    + (e.getLocation() == null
                            ? ""
                            : " in line " + e.getLocation().getLineNr()) + "; correct it");
        } catch (IOException e) {
            throw wrong("cannot be read (" + e + "); name the right file in " + setting);
        }
    }

    void requireKnown(JsonNode entry, Set<String> keys, String place) {
        for (Iterator<String> given = entry.fieldNames(); given.hasNext(); ) {
            String key = given.next();
            if (!keys.contains(key)) {
                throw wrong("has " + place + "." + key + ", which nothing reads; correct its spelling");
            }
        }
    }

    /** The keys {@code role} and {@code costCenters} of an entry. */
    Grant grant(JsonNode entry, String name) {
        return new Grant(role(entry, name), scope(entry, name));
    }

    private Role role(JsonNode entry, String name) {
        String word = entry.path("role").asText();
        for (Role role : Role.values()) {
            if (role.label().equals(word)) {
                return role;
            }
        }
        throw wrong("gives " + name + " the role \"" + word + "\"; write viewer, owner, finance, platform or auditor");
    }

    /** Never all by leaving something out. */
    private Optional<Set<String>> scope(JsonNode entry, String name) {
        JsonNode costCenters = entry.path("costCenters");
        Set<String> ids = new HashSet<>();
        for (JsonNode each : costCenters) {
            ids.add(each.asText());
        }
        if (!costCenters.isArray() || ids.isEmpty() || ids.contains("") || (ids.contains(ALL) && ids.size() > 1)) {
            throw wrong("gives " + name + " no costCenters; list their IDs, or [\"*\"] for all");
        }
        return ids.contains(ALL) ? Optional.empty() : Optional.of(ids);
    }

    Problem wrong(String problem) {
        return Problem.wrongUse(what + " " + file + " " + problem);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
