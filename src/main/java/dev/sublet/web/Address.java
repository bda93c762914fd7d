package dev.sublet.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Links of this site; whatever a name holds stays one value. Stateless. */
public final class Address {
    private Address() {}

    /** A path with a query; parameters with null are left out. */
    public static String of(String path, Map<String, @Nullable String> query) {
        StringBuilder address = new StringBuilder(path);
        char separator = '?';
        for (Map.Entry<String, @Nullable String> field : new TreeMap<>(query).entrySet()) {
            String value = field.getValue();
            if (value != null) {
                address.append(separator)
                        .append(encoded(field.getKey()))
                        .append('=')
                        .append(encoded(value));
                separator = '&';
            }
        }
        return address.toString();
    }

    /** A path with one parameter. */
    public static String of(String path, String name, String value) {
        return of(path, Map.of(name, value));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
