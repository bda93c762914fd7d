package dev.sublet.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which people and groups have which roles for which cost centers. The file is looked at again now and then, so that a role can be taken back
 * while the daemon runs; one that has become wrong changes nothing. Thread-safe.
 */
public final class RolesFile {
    private static final Logger LOG = LoggerFactory.getLogger(RolesFile.class);
    private static final int ENTRIES_MAX = 10_000;
    private static final Set<String> KEYS = Set.of("person", "group", "role", "costCenters");

    private final GrantFile file;
    private volatile Entries entries;
    private volatile String complaint = "";

    private record Entries(Map<String, Set<Grant>> people, Map<String, Set<Grant>> groups) {}

    /**
     * Reads the file.
     *
     * @throws Problem in one line when something is wrong with it
     */
    public RolesFile(Path file) {
        this.file = new GrantFile("roles", file, "oidc.rolesFile");
        this.entries = read();
    }

    /** What a person may do, alone and by groups; empty for somebody who has no role. */
    public Optional<Caller> caller(String person, Set<String> groups) {
        Entries now = entries;
        Set<Grant> grants = new HashSet<>(now.people().getOrDefault(key(person), Set.of()));
        groups.forEach(group -> grants.addAll(now.groups().getOrDefault(group, Set.of())));
        return grants.isEmpty() ? Optional.empty() : Optional.of(new Caller(person, true, grants));
    }

    /** Addresses are written in several ways. */
    private static String key(String person) {
        return person.contains("@") ? person.toLowerCase(Locale.ROOT) : person;
    }

    /** Reads the file again. Blocks. */
    public void refresh() {
        try {
            entries = read();
            complaint = "";
        } catch (Problem e) {
            if (!complaint.equals(e.getMessage())) {
                complaint = String.valueOf(e.getMessage());
                LOG.error("event=roles_not_read reason=\"{}; the ones read before still count\"", e.getMessage());
            }
        }
    }

    private Entries read() {
        JsonNode roles = file.tree().path("roles");
        if (!roles.isArray() || roles.isEmpty() || roles.size() > ENTRIES_MAX) {
            throw file.wrong("needs roles: a list of 1 to " + ENTRIES_MAX
                    + " entries with person or group, role and costCenters");
        }
        Entries read = new Entries(new HashMap<>(), new HashMap<>());
        int index = 0;
        for (JsonNode entry : roles) {
            String place = "roles[" + index++ + "]";
            file.requireKnown(entry, KEYS, place);
            String person = entry.path("person").asText();
            String group = entry.path("group").asText();
            if (person.isBlank() == group.isBlank()) {
                throw file.wrong("needs a person or a group in " + place + ", and not both");
            }
            Grant grant = file.grant(entry, person.isBlank() ? group : person);
            Map<String, Set<Grant>> kind = person.isBlank() ? read.groups() : read.people();
            kind.computeIfAbsent(person.isBlank() ? group : key(person), each -> new HashSet<>())
                    .add(grant);
        }
        return read;
    }

    @Override
    public String toString() {
        return "RolesFile[" + file + "]";
    }
}
