package dev.sublet.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sublet.reporter.table.Format;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request read with its operation's eyes: every value that is not fit is named. Not thread-safe. */
final class Call {
    private static final int VALUE_CHARS_MAX = 4000;
    private static final int FILE_CHARS_MAX = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final Operation operation;
    private final ApiRequest request;
    private final JsonNode body;
    private final Set<String> asked = new HashSet<>();

    Call(Operation operation, ApiRequest request) {
        this.operation = operation;
        this.request = request;
        refuseUnknownParameters();
        body = operation.body().isJson() ? object(request.body()) : JsonNodeFactory.instance.objectNode();
    }

    private void refuseUnknownParameters() {
        request.query().forEach((name, values) -> {
            Parameter known = operation.parameters().stream()
                    .filter(parameter -> !parameter.inPath() && parameter.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> ApiProblem.wrong("there is no parameter " + shown(name) + " here; "
                            + (queryNames().isEmpty() ? "leave it away" : "take " + String.join(", ", queryNames()))));
            if (values.size() > 1) {
                throw ApiProblem.wrong(name + " is given " + values.size() + " times; give it once");
            }
            if (!known.oneOf().isEmpty() && !known.oneOf().contains(values.get(0))) {
                throw ApiProblem.wrong(name + " is " + shown(values.get(0)) + "; it must be one of "
                        + String.join(", ", known.oneOf()));
            }
        });
    }

    private List<String> queryNames() {
        return operation.parameters().stream()
                .filter(parameter -> !parameter.inPath())
                .map(Parameter::name)
                .toList();
    }

    private static JsonNode object(String text) {
        if (text.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode node = JSON.readTree(text);
            if (node == null || !node.isObject()) {
                throw ApiProblem.wrong("the body must be a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw ApiProblem.wrong("the body is not valid JSON: "
                    + shown(e.getOriginalMessage().lines().findFirst().orElse("")) + "; correct it");
        }
    }

    /** A value as it may be repeated to its sender: short, on one line. */
    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }

    Caller caller() {
        return request.caller();
    }

    List<Upload> uploads() {
        return request.uploads();
    }

    Map<String, List<String>> query() {
        return request.query();
    }

    String path(String name) {
        String value = request.path().get(name);
        if (value == null) {
            throw new IllegalStateException(operation.id() + " has no " + name + " in its path");
        }
        return value;
    }

    long pathId(String name) {
        String value = path(name);
        if (!value.matches("\\d{1,18}")) {
            throw ApiProblem.wrong(name + " is " + shown(value) + "; it must be a whole number");
        }
        return Long.parseLong(value);
    }

    /** Of the query; null when it is not given. */
    @Nullable
    String query(String name) {
        List<String> values = request.query().get(name);
        String value = values == null || values.isEmpty() ? null : values.get(0);
        if (value != null && value.length() > VALUE_CHARS_MAX) {
            throw ApiProblem.wrong(name + " is longer than " + VALUE_CHARS_MAX + " characters; shorten it");
        }
        return value;
    }

    String query(String name, String otherwise) {
        String value = query(name);
        return value == null ? otherwise : value;
    }

    int limit(int otherwise, int most) {
        String value = query("limit", Integer.toString(otherwise));
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw ApiProblem.wrong("limit is " + shown(value) + "; it must be between 1 and " + most);
        }
        return Integer.parseInt(value);
    }

    Form form() {
        return Form.of(query("format", Form.JSON.label()));
    }

    Format format() {
        return switch (form()) {
            case CSV -> Format.CSV;
            case TABLE -> Format.TABLE;
            case JSON, XLSX, HTML, PDF, FOCUS, FOCUS_PARQUET, JOURNAL -> Format.JSON;
        };
    }

    /** Of the query: true or false, and false when it is not given. */
    boolean flag(String name) {
        return Boolean.parseBoolean(query(name));
    }

    /** A text of the body; null when it is not given. */
    @Nullable
    String text(String field) {
        return text(field, VALUE_CHARS_MAX);
    }

    /** A file's text of the body; null when it is not given. */
    @Nullable
    String file(String field) {
        return text(field, FILE_CHARS_MAX);
    }

    private @Nullable String text(String field, int charsMax) {
        asked.add(field);
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > charsMax) {
            throw ApiProblem.wrong(field + " must be a text of " + charsMax + " characters at most");
        }
        return value.textValue();
    }

    String needed(String field) {
        String value = text(field);
        if (value == null || value.isBlank()) {
            throw ApiProblem.wrong(field + " is missing in the body; give it");
        }
        return value;
    }

    /** After the last field was asked for: what is left is misspelt, or for somebody else to say, such as who did it. */
    void finishBody() {
        for (Iterator<String> fields = body.fieldNames(); fields.hasNext(); ) {
            String field = fields.next();
            if (!asked.contains(field)) {
                throw ApiProblem.wrong("the body has " + shown(field) + ", which nothing reads; "
                        + (asked.isEmpty() ? "leave it away" : "it may have " + String.join(", ", sorted())));
            }
        }
    }

    private List<String> sorted() {
        return asked.stream().sorted().toList();
    }

    /**
     * The cost center that a statement is asked for; null for all of them.
     *
     * @throws ApiProblem when it is not the caller's
     */
    @Nullable
    String costCenter() {
        String asking = query("costCenter");
        Set<String> own = caller().costCenters().orElse(Set.of());
        if (asking == null && caller().isScoped()) {
            if (own.size() > 1) {
                throw ApiProblem.wrong("costCenter is missing; " + caller().name() + " may see "
                        + String.join(", ", own.stream().sorted().toList()) + ": name one");
            }
            return own.iterator().next();
        }
        if (asking != null) {
            requireSeen(asking);
        }
        return asking;
    }

    void requireSeen(String costCenter) {
        if (!caller().sees(costCenter)) {
            throw new ApiProblem(
                    403,
                    caller().name() + " may not see cost center " + shown(costCenter) + "; it may see "
                            + String.join(
                                    ", ",
                                    caller().costCenters().orElse(Set.of()).stream()
                                            .sorted()
                                            .toList()));
        }
    }
}
