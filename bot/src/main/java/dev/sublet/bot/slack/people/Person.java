package dev.sublet.bot.slack.people;

import dev.sublet.bot.resource.Owner;
import java.util.Set;

/**
 * A colleague: an active full member of the workspace with a confirmed address. Immutable.
 *
 * @param user the Slack user's ID
 * @param email by which he is known everywhere else, in lower case
 * @param groups Slack user groups of the directory file that he is in
 * @param teams names of his teams
 * @param leads names of the teams that he leads; part of {@code teams}
 */
public record Person(
        String user,
        String email,
        Set<String> groups,
        Set<String> teams,
        Set<String> leads,
        boolean admin,
        boolean finance,
        String zone) {
    public Person {
        groups = Set.copyOf(groups);
        teams = Set.copyOf(teams);
        leads = Set.copyOf(leads);
    }

    /** How he stands to what somebody owns: the highest that fits. */
    public Standing to(Owner owner) {
        return to(owner.team());
    }

    /** Likewise, to what a team owns. */
    public Standing to(String team) {
        if (admin) {
            return Standing.ADMIN;
        }
        if (leads.contains(team)) {
            return Standing.LEAD;
        }
        if (teams.contains(team)) {
            return Standing.MEMBER;
        }
        return finance ? Standing.FINANCE : Standing.OTHER;
    }
}
