package dev.sublet.bot.slack.people;

import com.slack.api.model.User;
import dev.sublet.bot.slack.transport.SlackException;
import dev.sublet.bot.slack.transport.Voice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes people of Slack users. Whatever cannot be found out, refuses: a user group that Slack does not tell, a directory file that cannot
 * be read, an address that is not confirmed. Thread-safe.
 */
public final class Directory {
    /** So long a person who was let in may go on after he was put out. */
    public static final Duration KNOWN = Duration.ofMinutes(5);

    private static final int USERS_MAX = 10_000;
    private static final int GROUPS_MAX = 500;

    private final String workspace;
    private final Supplier<Teams> teams;
    private final Kept<User> users;
    private final Kept<List<String>> groups;

    /**
     * For one workspace.
     *
     * @param teams the directory file, read anew when it changed
     */
    public Directory(String workspace, Voice voice, Supplier<Teams> teams, Clock clock) {
        this.workspace = workspace;
        this.teams = teams;
        this.users = new Kept<>(USERS_MAX, KNOWN, voice::user, clock);
        // User groups have a tight rate limit.
        this.groups = new Kept<>(GROUPS_MAX, KNOWN.multipliedBy(2), voice::group, clock);
    }

    public Teams teams() {
        return teams.get();
    }

    /**
     * The person behind a user.
     *
     * @param from the workspace that the request names
     * @throws Unknown when he is not served
     */
    public Person person(String from, String id) {
        if (!workspace.equals(from)) {
            throw new Unknown("Only people of this workspace are served here.");
        }
        try {
            return known(users.get(id));
        } catch (SlackException e) {
            throw new Unknown("I cannot find out who you are right now (" + e.code()
                    + "). Nothing was done; try again in a minute.");
        } catch (IllegalArgumentException e) {
            throw new Unknown(
                    "The directory of teams cannot be read, so nobody is served. Tell the people who run Sublet: "
                            + e.getMessage());
        }
    }

    private Person known(User user) {
        if (user.isDeleted()) {
            throw new Unknown("This account is deactivated.", true);
        }
        if (user.isBot() || user.isWorkflowBot() || user.isConnectorBot() || "USLACKBOT".equals(user.getId())) {
            throw new Unknown("Bots are not served.");
        }
        if (user.isRestricted()
                || user.isUltraRestricted()
                || user.isStranger()
                || !workspace.equals(user.getTeamId())) {
            throw new Unknown("Guests and people of other organizations are not served. Ask a colleague of your team.");
        }
        String email = user.getProfile() == null ? null : user.getProfile().getEmail();
        if (email == null || email.isBlank() || !user.isEmailConfirmed()) {
            throw new Unknown(
                    "Your Slack profile has no confirmed e-mail address, by which people are known here. Confirm it, then try again.");
        }
        return person(user, email.toLowerCase(Locale.ROOT));
    }

    private Person person(User user, String email) {
        Teams directory = teams.get();
        Set<String> in = new HashSet<>();
        Set<String> member = new HashSet<>();
        Set<String> leads = new HashSet<>();
        for (Team team : directory.teams()) {
            boolean lead = team.leads().contains(email);
            // Every group is asked for, since approvals may name any of them.
            boolean byGroup = isIn(team.groups(), user.getId(), in);
            if (lead) {
                leads.add(team.name());
            }
            if (lead || byGroup || team.members().contains(email)) {
                member.add(team.name());
            }
        }
        boolean admin = isIn(directory.admins().groups(), user.getId(), in)
                || directory.admins().members().contains(email);
        boolean finance = isIn(directory.finance().groups(), user.getId(), in)
                || directory.finance().members().contains(email);
        return new Person(
                user.getId(), email, in, member, leads, admin, finance, user.getTz() == null ? "UTC" : user.getTz());
    }

    private boolean isIn(Set<String> groupIds, String user, Set<String> in) {
        boolean found = false;
        for (String group : groupIds) {
            if (groups.get(group).contains(user)) {
                in.add(group);
                found = true;
            }
        }
        return found;
    }

    /** Forgets what was learnt, such as when somebody was put out right now. */
    public void forget() {
        users.clear();
        groups.clear();
    }

    /** Answers of Slack for some time; the oldest goes when there are too many. A failure is not kept. Thread-safe. */
    private static final class Kept<V> {
        private final Map<String, Entry<V>> entries = new LinkedHashMap<>();
        private final int most;
        private final Duration life;
        private final Function<String, V> ask;
        private final Clock clock;

        private record Entry<V>(V value, Instant end) {}

        Kept(int most, Duration life, Function<String, V> ask, Clock clock) {
            this.most = most;
            this.life = life;
            this.ask = ask;
            this.clock = clock;
        }

        V get(String key) {
            @Nullable Entry<V> known;
            synchronized (this) {
                known = entries.get(key);
            }
            if (known != null && clock.instant().isBefore(known.end())) {
                return known.value();
            }
            V fresh = ask.apply(key);
            synchronized (this) {
                entries.remove(key);
                entries.put(key, new Entry<>(fresh, clock.instant().plus(life)));
                if (entries.size() > most) {
                    entries.remove(entries.keySet().iterator().next());
                }
            }
            return fresh;
        }

        synchronized void clear() {
            entries.clear();
        }
    }
}
