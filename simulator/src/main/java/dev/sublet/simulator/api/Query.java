package dev.sublet.simulator.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's path and parameters. */
record Query(String path, Map<String, String> parameters) {
    static Query of(String uri) {
        int mark = uri.indexOf('?');
        Map<String, String> parameters = new HashMap<>();
        if (mark >= 0) {
            for (String pair : uri.substring(mark + 1).split("&", -1)) {
                int equal = pair.indexOf('=');
                parameters.put(
                        decode(equal < 0 ? pair : pair.substring(0, equal)),
                        equal < 0 ? "" : decode(pair.substring(equal + 1)));
            }
        }
        return new Query(decode(mark < 0 ? uri : uri.substring(0, mark)), parameters);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Nullable
    String text(String name) {
        return parameters.get(name);
    }

    boolean flag(String name) {
        String value = parameters.get(name);
        return value != null && (value.equals("true") || value.equals("1"));
    }

    /** A resourceVersion: absent, empty and 0 all mean that the client knows nothing yet. */
    long number(String name) {
        String value = parameters.get(name);
        return value == null || value.isEmpty() ? 0 : Long.parseLong(value);
    }
}
