package dev.sublet.simulator.slack.limits;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields an object may and must have, each with its rule: a row of the table. Built once, then only read. */
final class Shape implements Rule {
    private record Field(boolean required, Rule rule) {}

    private final Map<String, Field> fields = new LinkedHashMap<>();
    private Rule whole = (value, pointer, findings) -> {};

    private Shape() {}

    static Shape of() {
        return new Shape();
    }

    /** An object whose type is this word. */
    static Shape ofType(String type) {
        return of().must("type", Rules.oneOf(type));
    }

    Shape must(String name, Rule rule) {
        fields.put(name, new Field(true, rule));
        return this;
    }

    Shape may(String name, Rule rule) {
        fields.put(name, new Field(false, rule));
        return this;
    }

    /** What holds between fields. */
    Shape whole(Rule rule) {
        whole = whole.and(rule);
        return this;
    }

    @Override
    public void check(JsonNode value, String pointer, Findings findings) {
        if (!value.isObject()) {
            findings.add("must provide an object", pointer);
            return;
        }
        fields.forEach((name, field) -> {
            JsonNode held = value.path(name);
            if (held.isMissingNode() || held.isNull()) {
                if (field.required()) {
                    findings.add("missing required field: " + name, pointer);
                }
            } else {
                field.rule().check(held, pointer + "/" + name, findings);
            }
        });
        for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.containsKey(name)) {
                findings.add("invalid additional property: " + name, pointer);
            }
        }
        whole.check(value, pointer, findings);
    }
}
