package dev.sublet.simulator.slack;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Slack's client makes of what somebody types. */
final class Typing {
    private static final Pattern NAMES = Pattern.compile("(?<![\\w@#])([@#])([a-z0-9][a-z0-9._-]*)");

    private Typing() {}

    /**
     * Escapes the three characters that Slack escapes, and makes mentions of the names of people and channels.
     *
     * @param named whether mentions also carry the name, as in commands
     */
    static String escaped(String typed, Workspace workspace, boolean named) {
        String safe = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        Map<String, String> known = new TreeMap<>();
        for (Person person : workspace.people(person -> true)) {
            known.put("@" + person.name(), mention("@", person.id(), person.name(), named));
        }
        for (Channel channel : workspace.channels()) {
            if (channel.kind() != Channel.Kind.DIRECT) {
                known.put("#" + channel.name(), mention("#", channel.id(), channel.name(), true));
            }
        }
        List<String> longestFirst = known.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        Matcher names = NAMES.matcher(safe);
        StringBuilder out = new StringBuilder();
        while (names.find()) {
            String word = names.group();
            String found = longestFirst.stream()
                    .filter(name -> word.equals(name) || (word.startsWith(name) && endsWord(word, name)))
                    .findFirst()
                    .orElse("");
            String made = found.isEmpty() ? word : known.get(found) + word.substring(found.length());
            names.appendReplacement(out, Matcher.quoteReplacement(made));
        }
        return names.appendTail(out).toString();
    }

    private static boolean endsWord(String word, String name) {
        return word.substring(name.length()).matches("[._-]+");
    }

    private static String mention(String sign, String id, String name, boolean named) {
        return "<" + sign + id + (named ? "|" + name : "") + ">";
    }
}
