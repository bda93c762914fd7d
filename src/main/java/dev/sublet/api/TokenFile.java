package dev.sublet.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sublet.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers from a file that names each with a role, cost centers and the SHA-256 of a token. The file is looked at again now
 * and then, so that a token can be taken back while the daemon runs; one that has become wrong changes nothing. Thread-safe.
 */
public final class TokenFile implements Access {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final int TOKENS_MAX = 1000;
    private static final int PERSON_CHARS_MAX = 200;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9@._-]{0,99}");
    private static final Set<String> KEYS = Set.of("name", "person", "role", "costCenters", "sha256", "expires");

    private final GrantFile file;
    private final Clock clock;
    private volatile List<Entry> entries;
    private volatile String complaint = "";

    private record Entry(
            String name,
            Caller caller,
            TokenDigest digest,
            @Nullable Instant expires) {}

    /**
     * Reads the file.
     *
     * @throws Problem in one line when something is wrong with it
     */
    public TokenFile(Path file, Clock clock) {
        this.file = new GrantFile("API tokens", file, "api.tokensFile");
        this.clock = clock;
        this.entries = read();
    }

    @Override
    public Optional<Caller> caller(String token) {
        TokenDigest given = TokenDigest.of(token);
        Instant now = clock.instant();
        Caller found = null;
        // Each is compared, so that the time tells nothing of the place.
        for (Entry entry : entries) {
            boolean same = entry.digest().equals(given);
            boolean valid = entry.expires() == null || now.isBefore(entry.expires());
            found = same && valid ? entry.caller() : found;
        }
        return Optional.ofNullable(found);
    }

    @Override
    public void refresh() {
        try {
            entries = read();
            complaint = "";
        } catch (Problem e) {
            if (!complaint.equals(e.getMessage())) {
                complaint = String.valueOf(e.getMessage());
                LOG.error("event=api_tokens_not_read reason=\"{}; the ones read before still count\"", e.getMessage());
            }
        }
    }

    private List<Entry> read() {
        JsonNode tokens = file.tree().path("tokens");
        if (!tokens.isArray() || tokens.isEmpty() || tokens.size() > TOKENS_MAX) {
            throw wrong(
                    "needs tokens: a list of 1 to " + TOKENS_MAX + " entries with name, role, costCenters and sha256");
        }
        List<Entry> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<TokenDigest> digests = new HashSet<>();
        for (JsonNode token : tokens) {
            Entry entry = entry(token, "tokens[" + read.size() + "]");
            // Two names that differ in case alone may be one person, who must not approve her own work.
            if (!names.add(entry.name().toLowerCase(Locale.ROOT))) {
                throw wrong("names " + entry.name() + " twice; give each token a name of its own");
            }
            if (!digests.add(entry.digest())) {
                throw wrong("has one sha256 for " + entry.name() + " and another; give each a token of its own");
            }
            read.add(entry);
        }
        return List.copyOf(read);
    }

    private Entry entry(JsonNode token, String place) {
        file.requireKnown(token, KEYS, place);
        String name = token.path("name").asText();
        if (!NAME.matcher(name).matches()) {
            throw wrong("has " + place + ".name \"" + name
                    + "\"; write letters, digits, @, dots, hyphens or underscores, 100 at most");
        }
        String person = token.path("person").asText();
        if (person.length() > PERSON_CHARS_MAX || !person.equals(person.strip())) {
            throw wrong("has " + place + ".person \"" + person
                    + "\"; write the name by which that person signs in, " + PERSON_CHARS_MAX
                    + " characters at most");
        }
        return new Entry(
                name,
                new Caller(person.isEmpty() ? name : person, !person.isEmpty(), Set.of(file.grant(token, name))),
                digest(token, name),
                expires(token, name));
    }

    private TokenDigest digest(JsonNode token, String name) {
        try {
            return TokenDigest.parse(token.path("sha256").asText());
        } catch (IllegalArgumentException e) {
            throw wrong("has no SHA-256 for " + name
                    + "; write the 64 hexadecimal digits that sha256sum prints for the token");
        }
    }

    private @Nullable Instant expires(JsonNode token, String name) {
        if (!token.has("expires")) {
            return null;
        }
        String day = token.path("expires").asText();
        try {
            return LocalDate.parse(day).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw wrong("lets " + name + " expire on \"" + day + "\"; write a day as 2027-01-31");
        }
    }

    private Problem wrong(String what) {
        return file.wrong(what);
    }

    @Override
    public String toString() {
        return "TokenFile[" + file + "]";
    }
}
