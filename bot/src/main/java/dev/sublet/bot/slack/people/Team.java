package dev.sublet.bot.slack.people;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A team as the directory file has it. Immutable.
 *
 * @param costCenters those that it may spend from
 * @param channel where its notices and statements go, or null
 * @param groups Slack user groups whose members belong to it
 * @param members e-mail addresses, in lower case
 * @param leads e-mail addresses, in lower case; the first gets what people who leave had
 */
public record Team(
        String name,
        List<String> costCenters,
        @Nullable String channel,
        Set<String> groups,
        Set<String> members,
        List<String> leads) {
    public Team {
        costCenters = List.copyOf(costCenters);
        groups = Set.copyOf(groups);
        members = Set.copyOf(members);
        leads = List.copyOf(leads);
    }
}
