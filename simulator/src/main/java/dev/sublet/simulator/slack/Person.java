package dev.sublet.simulator.slack;

/**
 * Somebody in the workspace, as of now.
 *
 * @param id Slack's
 * @param name handle without the at sign
 * @param realName as shown
 * @param email empty when the workspace does not know one
 * @param teamId of the workspace that the person belongs to
 * @param kind what the person is here
 * @param deactivated whether the account is closed
 */
public record Person(
        String id, String name, String realName, String email, String teamId, Kind kind, boolean deactivated) {
    /** What a person is in the workspace. */
    public enum Kind {
        MEMBER,
        /** Restricted to some channels. */
        GUEST,
        /** From another workspace, by Slack Connect. */
        STRANGER,
        BOT
    }

    Person closed() {
        return new Person(id, name, realName, email, teamId, kind, true);
    }

    /** How a message mentions the person. */
    public String mention() {
        return "<@" + id + ">";
    }
}
