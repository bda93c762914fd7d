package dev.sublet.simulator.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trigger ids and response URLs: what an app may use for a while, and how often. Guarded by the house's lock. */
final class Tickets {
    static final Duration TRIGGER_LIFE = Duration.ofSeconds(3);
    static final Duration RESPONSE_LIFE = Duration.ofMinutes(30);
    static final int RESPONSE_USES_MAX = 5;
    private static final int KEPT_MAX = 10_000;

    /**
     * What a response URL leads back to.
     *
     * @param person who caused it
     * @param channel where
     * @param messageTs of the message that was clicked, empty for a command
     */
    record Origin(String person, String channel, String messageTs) {}

    private record Trigger(String person, Instant until, boolean used) {}

    private record Response(Origin origin, Instant until, int uses) {}

    private final House house;
    private final Map<String, Trigger> triggers = bounded();
    private final Map<String, Response> responses = bounded();

    Tickets(House house) {
        this.house = house;
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > KEPT_MAX;
            }
        };
    }

    String trigger(String person) {
        String id = house.token("");
        triggers.put(id, new Trigger(person, house.clock().instant().plus(TRIGGER_LIFE), false));
        return id;
    }

    /** Spends a trigger; the person it belongs to. */
    String spend(String id) {
        Trigger trigger = triggers.get(id);
        if (trigger == null) {
            throw new SlackException("invalid_trigger_id");
        }
        if (trigger.used()) {
            throw new SlackException("exchanged_trigger_id");
        }
        if (house.clock().instant().isAfter(trigger.until())) {
            throw new SlackException("expired_trigger_id");
        }
        triggers.put(id, new Trigger(trigger.person(), trigger.until(), true));
        return trigger.person();
    }

    /** The last part of a response URL. */
    String response(Origin origin) {
        String id = house.token("r");
        responses.put(id, new Response(origin, house.clock().instant().plus(RESPONSE_LIFE), 0));
        return id;
    }

    Origin respond(String id) {
        Response response = responses.get(id);
        if (response == null || house.clock().instant().isAfter(response.until())) {
            throw new SlackException("expired_url");
        }
        if (response.uses() >= RESPONSE_USES_MAX) {
            throw new SlackException("used_url");
        }
        responses.put(id, new Response(response.origin(), response.until(), response.uses() + 1));
        return response.origin();
    }
}
