package dev.sublet.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Label and field selectors of a list or watch, and its namespace. */
final class Selector {
    private static final Pattern SET = Pattern.compile("^(\\S+) +(in|notin) +\\(([^)]*)\\)$");

    private final List<Predicate<JsonNode>> terms = new ArrayList<>();

    private Selector() {}

    /**
     * @param namespace null for all
     * @param labels as in {@code labelSelector}, or null
     * @param fields as in {@code fieldSelector}, or null
     */
    static Selector of(@Nullable String namespace, @Nullable String labels, @Nullable String fields) {
        Selector selector = new Selector();
        if (namespace != null) {
            selector.terms.add(
                    object -> object.at("/metadata/namespace").asText().equals(namespace));
        }
        // Commas inside parentheses belong to a set.
        for (String term : split(labels, ",(?![^(]*\\))")) {
            selector.terms.add(label(term.trim()));
        }
        for (String term : split(fields, ",")) {
            selector.terms.add(field(term.trim()));
        }
        return selector;
    }

    boolean selects(@Nullable StoredObject object) {
        return object != null && terms.stream().allMatch(term -> term.test(object.json()));
    }

    private static List<String> split(@Nullable String text, String regex) {
        return text == null || text.isBlank() ? List.of() : List.of(text.split(regex, -1));
    }

    private static Predicate<JsonNode> label(String term) {
        Matcher set = SET.matcher(term);
        if (set.matches()) {
            List<String> values =
                    split(set.group(3), ",").stream().map(String::trim).toList();
            boolean in = set.group(2).equals("in");
            String key = set.group(1);
            return object -> {
                String value = labelOf(object, key);
                return in == (value != null && values.contains(value));
            };
        }
        if (term.startsWith("!")) {
            return object -> labelOf(object, term.substring(1)) == null;
        }
        int notEqual = term.indexOf("!=");
        if (notEqual > 0) {
            return object -> !term.substring(notEqual + 2).equals(labelOf(object, term.substring(0, notEqual)));
        }
        int equal = term.indexOf('=');
        if (equal < 0) {
            return object -> labelOf(object, term) != null;
        }
        String value = term.substring(equal).replaceFirst("^==?", "");
        return object -> value.equals(labelOf(object, term.substring(0, equal)));
    }

    private static @Nullable String labelOf(JsonNode object, String key) {
        return object.path("metadata").path("labels").path(key).textValue();
    }

    private static Predicate<JsonNode> field(String term) {
        boolean negated = term.contains("!=");
        int at = term.indexOf(negated ? "!=" : "=");
        if (at < 0) {
            throw new IllegalArgumentException("field selector " + term + " has no =");
        }
        String pointer = "/" + term.substring(0, at).replace('.', '/');
        String value = term.substring(at).replaceFirst("^(!=|==?)", "");
        return object -> negated != object.at(pointer).asText("").equals(value);
    }
}
