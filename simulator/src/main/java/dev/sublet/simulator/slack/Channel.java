package dev.sublet.simulator.slack;

import java.util.Set;

/**
 * A conversation, as of now.
 *
 * @param id Slack's
 * @param name without the number sign; for a direct message the handle of the other person
 * @param kind who may see it
 * @param members ids of people
 * @param archived whether it is closed
 */
public record Channel(String id, String name, Kind kind, Set<String> members, boolean archived) {
    /** Who may see a conversation. */
    public enum Kind {
        PUBLIC("channel", "C"),
        PRIVATE("group", "C"),
        DIRECT("im", "D");

        private final String word;
        private final String prefix;

        Kind(String word, String prefix) {
            this.word = word;
            this.prefix = prefix;
        }

        /** As events name it. */
        String word() {
            return word;
        }

        String prefix() {
            return prefix;
        }

        /** As scopes name it. */
        String plural() {
            return this == DIRECT ? word : word + "s";
        }
    }

    public Channel {
        members = Set.copyOf(members);
    }
}
