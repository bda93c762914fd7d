package dev.sublet.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sublet.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A part of a settings file. Every value that is wrong, and every key that nobody asked for, is named. */
final class Section {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})(|KiB|MiB|GiB)");
    private static final Map<String, Integer> SIZE_SHIFT = Map.of("", 0, "KiB", 10, "MiB", 20, "GiB", 30);

    private static final String FOREVER = "forever";

    private final Path file;
    private final String path;
    private final JsonNode node;
    private final Set<String> asked = new HashSet<>();
    private final List<Section> parts = new ArrayList<>();

    Section(Path file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
        if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
            throw Problem.wrongUse("settings " + file + ": " + (path.isEmpty() ? "the file" : path)
                    + " must hold keys and values; see sublet run --example");
        }
    }

    Section section(String key) {
        Section part = new Section(file, name(key), value(key));
        parts.add(part);
        return part;
    }

    List<Section> list(String key) {
        JsonNode value = value(key);
        if (!value.isArray() && !value.isMissingNode() && !value.isNull()) {
            throw wrong(key, "a list");
        }
        List<Section> sections = new ArrayList<>();
        for (JsonNode element : value) {
            sections.add(new Section(file, name(key) + "[" + sections.size() + "]", element));
        }
        parts.addAll(sections);
        return sections;
    }

    @Nullable
    String text(String key) {
        JsonNode value = value(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode() || value.asText().isBlank()) {
            throw wrong(key, "a text");
        }
        return value.asText();
    }

    /** A list of texts; empty when it is not there. */
    List<String> texts(String key) {
        JsonNode value = value(key);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isTextual() || element.asText().isBlank()) {
                throw wrong(key, "a list of texts");
            }
            texts.add(element.asText());
        }
        if (!value.isArray()) {
            throw wrong(key, "a list of texts");
        }
        return List.copyOf(texts);
    }

    String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    String needed(String key) {
        String text = text(key);
        if (text == null) {
            throw Problem.wrongUse("settings " + file + ": " + name(key) + " is missing; see sublet run --example");
        }
        return text;
    }

    /** Relative to the settings file. */
    @Nullable
    Path path(String key) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            return file.toAbsolutePath().resolveSibling(text).normalize();
        } catch (InvalidPathException e) {
            throw wrong(key, "a path");
        }
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode value = value(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw wrong(key, "true or false");
        }
        return value.booleanValue();
    }

    int number(String key, int otherwise) {
        JsonNode value = value(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(key, "a whole number");
        }
        return value.intValue();
    }

    Duration duration(String key, Duration otherwise) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw wrong(key, "a duration such as 500ms, 30s, 5m or 1h");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    /** How long something is kept: an ISO period of days, weeks, months and years, or {@code forever}, which is empty. */
    Optional<Period> keeping(String key, Optional<Period> otherwise) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        if (text.equals(FOREVER)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Period.parse(text));
        } catch (DateTimeException e) {
            throw wrong(key, "a period such as P400D, P13M or P7Y, or " + FOREVER);
        }
    }

    long bytes(String key, long otherwise) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw wrong(key, "a size such as 65536, 64KiB, 32MiB or 1GiB");
        }
        try {
            return Math.multiplyExact(
                    Long.parseLong(matcher.group(1)), 1L << SIZE_SHIFT.getOrDefault(matcher.group(2), 0));
        } catch (ArithmeticException e) {
            throw wrong(key, "a size below 8 EiB");
        }
    }

    /** A time zone by its name, such as Asia/Kolkata. */
    @Nullable
    ZoneId zone(String key) {
        String text = text(key);
        try {
            return text == null ? null : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw wrong(key, "a time zone such as UTC, Europe/Berlin or Asia/Kolkata");
        }
    }

    /** One of the constants, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (word.equals(text)) {
                return constant;
            }
            words.add(word);
        }
        throw wrong(key, "one of " + String.join(", ", words));
    }

    /** Refuses keys that were never asked for, here and below: they are misspelt. */
    void finish() {
        Iterator<String> keys = node.fieldNames();
        while (keys.hasNext()) {
            String key = keys.next();
            if (!asked.contains(key)) {
                throw Problem.wrongUse("settings " + file + ": there is no setting " + name(key)
                        + "; correct its spelling after sublet run --example");
            }
        }
        parts.forEach(Section::finish);
    }

    Problem wrong(String key, String wanted) {
        JsonNode value = value(key);
        String shown = key.equals("token") ? "(hidden)" : value.isValueNode() ? value.asText() : "not a single value";
        return Problem.wrongUse("settings " + file + ": " + name(key) + " is " + shown + "; it must be " + wanted);
    }

    private JsonNode value(String key) {
        asked.add(key);
        JsonNode value = node.get(key);
        return value == null ? MissingNode.getInstance() : value;
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
