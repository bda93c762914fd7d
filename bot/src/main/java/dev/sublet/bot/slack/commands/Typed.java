package dev.sublet.bot.slack.commands;

import dev.sublet.bot.desk.Likeness;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.people.Verb;
import java.util.Arrays;
import java.util.List;

/** What was typed behind the command. Immutable. */
public record Typed(Verb verb, List<String> words) {
    private static final int CHARS_MAX = 1_000;

    public Typed {
        words = List.copyOf(words);
    }

    /**
     * Reads it; nothing is help.
     *
     * @throws RefusedException when it is no verb, with the nearest one
     */
    public static Typed parse(String text) {
        String bounded = text.length() > CHARS_MAX ? text.substring(0, CHARS_MAX) : text;
        List<String> words = Arrays.stream(bounded.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            return new Typed(Verb.HELP, List.of());
        }
        return Verb.parse(words.get(0))
                .map(verb -> new Typed(verb, words.subList(1, words.size())))
                .orElseThrow(() -> new RefusedException(unknown(words)));
    }

    private static String unknown(List<String> words) {
        String word = words.get(0);
        String near = Arrays.stream(Verb.values())
                .filter(Verb::isCommand)
                .map(Verb::word)
                .filter(verb -> verb.startsWith(word) || Likeness.isNear(word, verb))
                .findFirst()
                .orElse(null);
        if (near == null) {
            return "I do not know " + Mrkdwn.code(word) + ". `/vcluster help` shows what I do.";
        }
        String rest = String.join(" ", words.subList(1, words.size()));
        return "I do not know " + Mrkdwn.code(word) + ". Did you mean "
                + Mrkdwn.code("/vcluster " + near + (rest.isEmpty() ? "" : " " + rest)) + "?";
    }

    /** A parameter, or an empty text. */
    public String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }
}
