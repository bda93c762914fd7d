package dev.sublet.simulator.slack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** People, groups and channels. A test arranges them; the app asks for them. Thread-safe. */
public final class Workspace {
    static final String TEAM_ID = "T0STANDIN1";
    static final String TEAM_NAME = "Stand-in";
    static final String DOMAIN = "stand-in";
    static final String OTHER_TEAM_ID = "T0ELSEWHERE";
    private static final int EACH_MAX = 100_000;

    private final House house;
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final Map<String, UserGroup> groups = new LinkedHashMap<>();
    private final Person bot;

    Workspace(House house, String botName) {
        this.house = house;
        this.bot = enter(botName, botName, "", TEAM_ID, Person.Kind.BOT);
    }

    /** Adds a member. */
    public Person person(String name, String email) {
        return enter(name, capital(name), email, TEAM_ID, Person.Kind.MEMBER);
    }

    /** Adds a guest, who is restricted to some channels. */
    public Person guest(String name, String email) {
        return enter(name, capital(name), email, TEAM_ID, Person.Kind.GUEST);
    }

    /** Adds somebody from another workspace, by Slack Connect. */
    public Person stranger(String name, String email) {
        return enter(name, capital(name), email, OTHER_TEAM_ID, Person.Kind.STRANGER);
    }

    /** Closes the account: the person no longer acts, and is not found by e-mail. */
    public Person deactivate(Person person) {
        return house.change(() -> {
            Person closed = known(person.id()).closed();
            people.put(closed.id(), closed);
            return closed;
        });
    }

    /** Gives somebody another address. */
    public Person changeEmail(Person person, String email) {
        return house.change(() -> {
            Person old = known(person.id());
            Person now = new Person(
                    old.id(), old.name(), old.realName(), email, old.teamId(), old.kind(), old.deactivated());
            people.put(now.id(), now);
            return now;
        });
    }

    /** Adds a user group, or replaces the one with this handle. */
    public UserGroup group(String handle, Person... users) {
        return house.change(() -> {
            String id = groups.values().stream()
                    .filter(group -> group.handle().equals(handle))
                    .map(UserGroup::id)
                    .findFirst()
                    .orElseGet(() -> house.id("S", handle));
            UserGroup group = new UserGroup(
                    id, handle, Arrays.stream(users).map(Person::id).toList());
            put(groups, id, group);
            return group;
        });
    }

    /** Adds a public channel, which the bot is in. */
    public Channel channel(String name, Person... members) {
        return open(name, Channel.Kind.PUBLIC, true, members);
    }

    /** Adds a private channel, which the bot is in. */
    public Channel privateChannel(String name, Person... members) {
        return open(name, Channel.Kind.PRIVATE, true, members);
    }

    /** Adds a channel, private or not, which the bot is not in. */
    public Channel channelWithoutBot(String name, boolean secret, Person... members) {
        return open(name, secret ? Channel.Kind.PRIVATE : Channel.Kind.PUBLIC, false, members);
    }

    /** Closes a channel. */
    public Channel archive(Channel channel) {
        return house.change(() -> {
            Channel now = known(channel);
            Channel closed = new Channel(now.id(), now.name(), now.kind(), now.members(), true);
            channels.put(closed.id(), closed);
            return closed;
        });
    }

    public Person bot() {
        return bot;
    }

    /** Everybody who can act: no bot, nobody deactivated, in order of arrival. */
    public List<Person> actors() {
        return people(person -> !person.deactivated() && person.kind() != Person.Kind.BOT);
    }

    /** The person as of now, by handle. */
    public Optional<Person> named(String name) {
        return people(person -> person.name().equals(name)).stream().findFirst();
    }

    /** The direct conversation between the bot and this person. */
    public Channel direct(Person person) {
        return house.change(() -> directWith(person));
    }

    Channel directWith(Person person) {
        return channels.values().stream()
                .filter(channel -> channel.kind() == Channel.Kind.DIRECT
                        && channel.members().contains(person.id()))
                .findFirst()
                .orElseGet(() -> {
                    Channel direct = new Channel(
                            house.id("D", person.name()),
                            person.name(),
                            Channel.Kind.DIRECT,
                            Set.of(person.id(), bot.id()),
                            false);
                    put(channels, direct.id(), direct);
                    return direct;
                });
    }

    List<Person> people(Predicate<Person> which) {
        return house.read(() -> people.values().stream().filter(which).toList());
    }

    Optional<Person> find(String id) {
        return house.read(() -> Optional.ofNullable(people.get(id)));
    }

    Optional<Channel> findChannel(String id) {
        return house.read(() -> Optional.ofNullable(channels.get(id)));
    }

    List<Channel> channels() {
        return house.read(() -> List.copyOf(channels.values()));
    }

    List<UserGroup> groups() {
        return house.read(() -> List.copyOf(groups.values()));
    }

    Person known(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("nobody has the id " + id));
    }

    Channel known(Channel channel) {
        return findChannel(channel.id())
                .orElseThrow(() -> new IllegalArgumentException("no channel has the id " + channel.id()));
    }

    private Channel open(String name, Channel.Kind kind, boolean withBot, Person... members) {
        return house.change(() -> {
            Set<String> ids = new LinkedHashSet<>();
            Arrays.stream(members).map(Person::id).forEach(ids::add);
            if (withBot) {
                ids.add(bot.id());
            }
            Channel channel = new Channel(house.id(kind.prefix(), name), name, kind, ids, false);
            put(channels, channel.id(), channel);
            return channel;
        });
    }

    private Person enter(String name, String realName, String email, String teamId, Person.Kind kind) {
        return house.change(() -> {
            if (people.values().stream().anyMatch(other -> other.name().equals(name))) {
                throw new IllegalArgumentException("the workspace has a " + name + " already");
            }
            Person person = new Person(house.id("U", name), name, realName, email, teamId, kind, false);
            put(people, person.id(), person);
            return person;
        });
    }

    private static <T> void put(Map<String, T> map, String id, T value) {
        if (map.size() >= EACH_MAX && !map.containsKey(id)) {
            throw new IllegalStateException("a stand-in workspace holds at most " + EACH_MAX + " of each kind");
        }
        map.put(id, value);
    }

    private static String capital(String name) {
        List<String> words = new ArrayList<>();
        for (String word : name.split("[-_.]", -1)) {
            words.add(word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return String.join(" ", words);
    }
}
