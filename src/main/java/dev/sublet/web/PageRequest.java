package dev.sublet.web;

import dev.sublet.api.ApiProblem;
import dev.sublet.api.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a page.
 *
 * @param caller who is signed in, with the roles that may ask for this page alone
 * @param path parameters of the path, decoded
 * @param fields of the query, and for a POST of its form; the first value of each
 */
public record PageRequest(Caller caller, Map<String, String> path, Map<String, String> fields) {
    private static final int VALUE_CHARS_MAX = 4000;

    public PageRequest {
        path = Map.copyOf(path);
        fields = Map.copyOf(fields);
        fields.forEach((name, value) -> {
            if (value.length() > VALUE_CHARS_MAX) {
                throw new ApiProblem(400, "a field is longer than " + VALUE_CHARS_MAX + " characters; shorten it");
            }
        });
    }

    /** A parameter of the path. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("no " + name + " in the path");
        }
        return value;
    }

    /** Null when it is not given or empty. */
    public @Nullable String field(String name) {
        String value = fields.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
