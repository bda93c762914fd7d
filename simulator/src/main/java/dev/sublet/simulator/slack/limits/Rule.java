package dev.sublet.simulator.slack.limits;

import com.fasterxml.jackson.databind.JsonNode;

/** One rule about one value. */
@FunctionalInterface
interface Rule {
    void check(JsonNode value, String pointer, Findings findings);

    /** This rule, then another about the same value. */
    default Rule and(Rule other) {
        return (value, pointer, findings) -> {
            check(value, pointer, findings);
            other.check(value, pointer, findings);
        };
    }
}
