package dev.sublet.api;

import java.util.List;

/**
 * A parameter of an operation, in its path or its query.
 *
 * @param oneOf the values that it may have; empty for any
 */
public record Parameter(String name, boolean inPath, List<String> oneOf) {
    static Parameter path(String name) {
        return new Parameter(name, true, List.of());
    }

    static Parameter query(String name) {
        return new Parameter(name, false, List.of());
    }

    static Parameter flag(String name) {
        return query(name, List.of("true", "false"));
    }

    static Parameter query(String name, List<String> oneOf) {
        return new Parameter(name, false, oneOf);
    }
}
