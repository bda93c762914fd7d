package dev.sublet.simulator.slack.limits;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The rules that rows of the table are made of. Lengths are in UTF-16 units, the strictest way to count characters. */
final class Rules {
    private static final int ID_MAX = 255;
    private static final int URL_MAX = 3000;

    private Rules() {}

    static Rule string(int min, int max) {
        return (value, pointer, findings) -> {
            if (!value.isTextual()) {
                findings.add("must be a string", pointer);
                return;
            }
            int length = value.textValue().length();
            if (length < min) {
                findings.add("must be more than " + (min - 1) + " characters", pointer);
            } else if (length > max) {
                findings.add("must be less than " + (max + 1) + " characters", pointer);
            }
        };
    }

    /** A {@code block_id}, {@code action_id} or {@code callback_id}. */
    static Rule id() {
        return string(1, ID_MAX);
    }

    static Rule matching(String pattern, String problem) {
        Pattern compiled = Pattern.compile(pattern);
        return (value, pointer, findings) -> {
            if (!value.isTextual() || !compiled.matcher(value.textValue()).matches()) {
                findings.add(problem, pointer);
            }
        };
    }

    static Rule url() {
        return string(1, URL_MAX).and((value, pointer, findings) -> {
            if (value.isTextual() && !isUrl(value.textValue())) {
                findings.add("invalid url", pointer);
            }
        });
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && (uri.getHost() != null || "mailto".equals(uri.getScheme()));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    static Rule oneOf(String... words) {
        Set<String> allowed = Set.copyOf(Arrays.asList(words));
        return (value, pointer, findings) -> {
            if (!value.isTextual() || !allowed.contains(value.textValue())) {
                findings.add("must be a valid enum value", pointer);
            }
        };
    }

    static Rule flag() {
        return (value, pointer, findings) -> {
            if (!value.isBoolean()) {
                findings.add("must be a boolean", pointer);
            }
        };
    }

    static Rule integer(long min, long max) {
        return (value, pointer, findings) -> {
            if (!value.isIntegralNumber()) {
                findings.add("must be an integer", pointer);
            } else if (value.longValue() < min || value.longValue() > max) {
                findings.add("must be between " + min + " and " + max, pointer);
            }
        };
    }

    /** A text object of one of these types, which must say something. */
    static Rule text(int max, String... types) {
        return Shape.of()
                .must("type", oneOf(types))
                .must("text", string(1, max))
                .may("emoji", flag())
                .may("verbatim", flag())
                .whole((value, pointer, findings) -> {
                    boolean plain = value.path("type").asText().equals("plain_text");
                    String foreign = plain ? "verbatim" : "emoji";
                    if (value.has(foreign)) {
                        findings.add("invalid additional property: " + foreign, pointer);
                    }
                });
    }

    static Rule plain(int max) {
        return text(max, "plain_text");
    }

    static Rule anyText(int max) {
        return text(max, "plain_text", "mrkdwn");
    }

    static Rule list(int min, int max, Rule each) {
        return (value, pointer, findings) -> {
            if (!value.isArray()) {
                findings.add("must provide an array", pointer);
                return;
            }
            if (value.size() < min) {
                findings.add("no fewer than " + min + " items allowed", pointer);
            } else if (value.size() > max) {
                findings.add("no more than " + max + " items allowed", pointer);
            }
            for (int index = 0; index < value.size(); index++) {
                each.check(value.get(index), pointer + "/" + index, findings);
            }
        };
    }

    /** An object whose {@code type} says which row holds, out of those that this place takes. */
    static Rule typed(Map<String, ? extends Rule> table, Set<String> here) {
        return (value, pointer, findings) -> {
            if (!value.isObject()) {
                findings.add("must provide an object", pointer);
                return;
            }
            JsonNode type = value.path("type");
            if (!type.isTextual()) {
                findings.add("missing required field: type", pointer);
                return;
            }
            Rule row = here.contains(type.textValue()) ? table.get(type.textValue()) : null;
            if (row == null) {
                findings.add("unsupported type: " + type.textValue(), pointer + "/type");
            } else {
                row.check(value, pointer, findings);
            }
        };
    }

    /** For rows that hold rows like themselves. */
    static Rule later(Supplier<Rule> rule) {
        return (value, pointer, findings) -> rule.get().check(value, pointer, findings);
    }
}
