package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/**
 * A row of the Web API.
 *
 * @param tier how often it may be called
 * @param scopes of which the token needs one; none means that any token does
 * @param readsJson whether it takes a JSON body; some methods read only forms and miss what JSON gave
 * @param work does it and answers what goes beside {@code ok}
 */
record Method(Tier tier, List<String> scopes, boolean readsJson, Function<Arguments, ObjectNode> work) {
    /** Calls a minute that Slack grants at least. */
    enum Tier {
        ONE(1),
        TWO(20),
        THREE(50),
        FOUR(100),
        /** One message a second and channel. */
        POSTING(60),
        /** A few hundred a minute. */
        SPECIAL(600);

        private final int perMinute;

        Tier(int perMinute) {
            this.perMinute = perMinute;
        }

        int perMinute() {
            return perMinute;
        }
    }

    static Method form(Tier tier, Function<Arguments, ObjectNode> work, String... scopes) {
        return new Method(tier, List.of(scopes), false, work);
    }

    static Method json(Tier tier, Function<Arguments, ObjectNode> work, String... scopes) {
        return new Method(tier, List.of(scopes), true, work);
    }
}
