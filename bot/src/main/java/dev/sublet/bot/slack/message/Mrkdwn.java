package dev.sublet.bot.slack.message;

import org.jspecify.annotations.Nullable;

/** Texts of others in messages. Whatever a name or a reason holds, it mentions nobody, links nowhere and ends no code span. Stateless. */
public final class Mrkdwn {
    private static final int NAME_CHARS_MAX = 300;

    private Mrkdwn() {}

    /** A text that Slack shows as it is. The three characters are those that Slack's documentation names. */
    public static String escape(@Nullable String text) {
        return text == null
                ? ""
                : text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A name or a value in a code span; one line of bounded length. */
    public static String code(@Nullable String text) {
        String line = text == null ? "" : text.replaceAll("[\\p{Cntrl}`]", "'");
        String bounded = line.length() > NAME_CHARS_MAX ? line.substring(0, NAME_CHARS_MAX) + "…" : line;
        return "`" + escape(bounded.isBlank() ? "—" : bounded) + "`";
    }

    /** A Slack user; whoever is none is shown as text. */
    public static String user(String id) {
        return id.matches("[A-Z0-9]{1,32}") ? "<@" + id + ">" : code(id);
    }

    /** Cut to a length, with a sign that it was cut; never in the middle of an escape. */
    static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        String head = text.substring(0, charsMax - 1);
        int ampersand = head.lastIndexOf('&');
        if (ampersand >= 0 && head.indexOf(';', ampersand) < 0) {
            head = head.substring(0, ampersand);
        }
        return head + "…";
    }
}
