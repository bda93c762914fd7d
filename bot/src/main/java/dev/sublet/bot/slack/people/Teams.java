package dev.sublet.bot.slack.people;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Teams, platform admins and finance, as a directory file says. Immutable.
 *
 * <pre>
 * teams:
 *   - {name: payments, costCenters: [cc-1001], channel: C0PAY, groups: [S0PAY], members: [ann@example.com], leads: [lee@example.com]}
 * admins: {groups: [S0PLAT], members: [root@example.com]}
 * finance: {groups: [], members: [fin@example.com]}
 * </pre>
 */
public record Teams(List<Team> teams, Group admins, Group finance) {
    private static final long BYTES_MAX = 4 << 20;
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Set<String> KEYS = Set.of("teams", "admins", "finance");
    private static final Set<String> TEAM_KEYS = Set.of("name", "costCenters", "channel", "groups", "members", "leads");

    public Teams {
        teams = List.copyOf(teams);
    }

    /** People of no team: by user group or address. */
    public record Group(Set<String> groups, Set<String> members) {
        public Group {
            groups = Set.copyOf(groups);
            members = Set.copyOf(members);
        }
    }

    public Optional<Team> find(String name) {
        return teams.stream().filter(team -> team.name().equals(name)).findFirst();
    }

    /** The team that pays from a cost center. */
    public Optional<Team> payer(String costCenter) {
        return teams.stream()
                .filter(team -> team.costCenters().contains(costCenter))
                .findFirst();
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException in one line that names file and key
     */
    public static Teams read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw wrong(file, "is larger than " + (BYTES_MAX >> 20) + " MiB");
            }
            return of(file, YAML.readTree(Files.readString(file)));
        } catch (JsonProcessingException e) {
            throw wrong(
                    file,
                    "is not valid YAML: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw wrong(file, "cannot be read (" + e + ")");
        }
    }

    private static Teams of(Path file, @Nullable JsonNode root) {
        if (root == null || !root.isObject()) {
            throw wrong(file, "must hold teams:, and may hold admins: and finance:");
        }
        refuseOthers(file, root, KEYS);
        List<Team> teams = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode node : root.path("teams")) {
            refuseOthers(file, node, TEAM_KEYS);
            String name = node.path("name").asText("");
            if (name.isEmpty() || !names.add(name)) {
                throw wrong(file, "has a team without a name, or \"" + name + "\" twice");
            }
            teams.add(new Team(
                    name,
                    texts(file, node, "costCenters"),
                    node.path("channel").asText("").isEmpty()
                            ? null
                            : node.path("channel").asText(),
                    Set.copyOf(texts(file, node, "groups")),
                    Set.copyOf(addresses(file, node, "members")),
                    addresses(file, node, "leads")));
        }
        return new Teams(teams, group(file, root.path("admins")), group(file, root.path("finance")));
    }

    private static Group group(Path file, JsonNode node) {
        return new Group(Set.copyOf(texts(file, node, "groups")), Set.copyOf(addresses(file, node, "members")));
    }

    private static List<String> addresses(Path file, JsonNode node, String key) {
        return texts(file, node, key).stream()
                .map(address -> address.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> texts(Path file, JsonNode node, String key) {
        List<String> texts = new ArrayList<>();
        JsonNode list = node.path(key);
        if (!list.isMissingNode() && !list.isArray()) {
            throw wrong(file, key + " must be a list");
        }
        for (JsonNode each : list) {
            if (!each.isTextual() || each.asText().isBlank()) {
                throw wrong(file, key + " must be a list of texts");
            }
            if (!texts.contains(each.asText())) {
                texts.add(each.asText());
            }
        }
        return texts;
    }

    private static void refuseOthers(Path file, JsonNode node, Set<String> known) {
        for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!known.contains(key)) {
                throw wrong(
                        file, "has a key " + key + " that nobody knows; known are " + new java.util.TreeSet<>(known));
            }
        }
    }

    private static IllegalArgumentException wrong(Path file, String what) {
        return new IllegalArgumentException("directory file " + file + " " + what + "; correct it (bot.slack.teams)");
    }
}
