package dev.sublet.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sublet.reporter.table.Json;
import java.io.IOException;
import java.io.InputStream;

/** The description of the API, kept as YAML and served as JSON. */
public final class OpenApi {
    private static final String FILE = "/openapi.yaml";

    private OpenApi() {}

    /** The document as JSON, OpenAPI 3.1. */
    public static String json() {
        return Json.write(tree());
    }

    static JsonNode tree() {
        try (InputStream stream = OpenApi.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException(FILE + " is missing in the jar");
            }
            return new ObjectMapper(new YAMLFactory()).readTree(stream);
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " cannot be read", e);
        }
    }
}
