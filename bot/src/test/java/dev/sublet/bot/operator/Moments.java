package dev.sublet.bot.operator;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Moments at which operators are killed. Used by one thread. */
record Moments(Random random) {
    private static final List<String> UNTIL_RELEASE = List.of(
            "Namespace",
            "Rights",
            "Labels",
            "Quota",
            "NetworkPolicies",
            "Audit",
            "Git",
            "Expiry",
            "ArgoCDQuiet",
            "Power");

    private static final List<String> AFTER_RELEASE =
            List.of("Running", "Exposed", "Upgraded", "HostPolicies", "Inside", "Drift", "ArgoCD");

    /** Before or after a step, or some milliseconds into it. */
    record Moment(String step, String when) {}

    Moment before(String step) {
        return new Moment(step, "BEFORE");
    }

    Moment after(String step) {
        return new Moment(step, "AFTER");
    }

    /** Some time into a step. */
    Moment within(String step, int mostMs) {
        return new Moment(step, Integer.toString(random.nextInt(mostMs)));
    }

    Moment beforeOrAfter(String step) {
        return random.nextBoolean() ? before(step) : after(step);
    }

    /** Each step of a creation, and some moments of Helm's. */
    List<Moment> creation() {
        Stream<Moment> helm = Stream.of(
                before("Release"),
                within("Release", 300),
                within("Release", 1_000),
                within("Release", 3_000),
                after("Release"));
        return Stream.of(
                        UNTIL_RELEASE.stream().map(this::beforeOrAfter),
                        helm,
                        AFTER_RELEASE.stream().map(this::beforeOrAfter))
                .flatMap(each -> each)
                .toList();
    }
}
