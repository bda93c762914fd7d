package dev.sublet.simulator.slack;

import java.util.List;

/**
 * A user group, as of now.
 *
 * @param id Slack's
 * @param handle without the at sign
 * @param users ids of people, in the order in which they were named
 */
public record UserGroup(String id, String handle, List<String> users) {
    public UserGroup {
        users = List.copyOf(users);
    }
}
