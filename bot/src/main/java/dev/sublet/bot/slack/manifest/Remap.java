package dev.sublet.bot.slack.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slack's IDs in a directory file, by those of another workspace. Comments and order stay. Stateless. */
public final class Remap {
    private static final Pattern ID = Pattern.compile("\\b[CGSUW][A-Z0-9]{7,20}\\b");
    private static final int LINES_MAX = 100_000;

    private Remap() {}

    /**
     * What comes out.
     *
     * @param text the file with the new IDs
     * @param changes {@code OLD -> NEW}, in the order of the file
     * @param left IDs that the map does not know
     */
    public record Result(String text, List<String> changes, Set<String> left) {}

    /**
     * Replaces IDs.
     *
     * @param map lines of OLD,NEW; empty ones and those that begin with # do not count
     * @throws IllegalArgumentException in one line when the map is wrong
     */
    public static Result of(String text, String map) {
        Map<String, String> known = read(map);
        List<String> changes = new ArrayList<>();
        Set<String> left = new LinkedHashSet<>();
        Matcher matcher = ID.matcher(text);
        StringBuilder fresh = new StringBuilder();
        while (matcher.find()) {
            String id = matcher.group();
            String other = known.get(id);
            if (other == null) {
                if (!known.containsValue(id)) {
                    left.add(id);
                }
                other = id;
            } else {
                changes.add(id + " -> " + other);
            }
            matcher.appendReplacement(fresh, Matcher.quoteReplacement(other));
        }
        matcher.appendTail(fresh);
        return new Result(fresh.toString(), List.copyOf(changes), left);
    }

    private static Map<String, String> read(String map) {
        Map<String, String> known = new LinkedHashMap<>();
        Set<String> targets = new LinkedHashSet<>();
        int number = 0;
        for (String line : map.lines().limit(LINES_MAX).toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(",", -1);
            boolean fits = parts.length == 2
                    && ID.matcher(parts[0].strip()).matches()
                    && ID.matcher(parts[1].strip()).matches()
                    && parts[0].strip().charAt(0) == parts[1].strip().charAt(0);
            if (!fits) {
                throw new IllegalArgumentException("map, line " + number + ": \"" + line
                        + "\" is not OLD,NEW with two IDs of one kind; correct it");
            }
            if (known.put(parts[0].strip(), parts[1].strip()) != null || !targets.add(parts[1].strip())) {
                throw new IllegalArgumentException("map, line " + number + ": \"" + line
                        + "\" names an ID that an earlier line names on the same side; name each once");
            }
        }
        return known;
    }
}
