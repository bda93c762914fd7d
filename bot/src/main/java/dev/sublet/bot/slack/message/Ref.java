package dev.sublet.bot.slack.message;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which virtual cluster a button or a form is about. The UID keeps an old button off a namesake. It permits nothing. Immutable.
 *
 * @param more what else the button says, such as a time
 */
public record Ref(String name, String uid, String more) {
    private static final Pattern FORM =
            Pattern.compile("([a-z0-9][-a-z0-9]{0,62})/([-A-Za-z0-9]{1,64})(?:/([-A-Za-z0-9_.:@]{0,200}))?");

    public static Ref of(String name, String uid) {
        return new Ref(name, uid, "");
    }

    /** Empty when it is written otherwise, as somebody who edits private metadata may. */
    public static Optional<Ref> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new Ref(matcher.group(1), matcher.group(2), matcher.group(3) == null ? "" : matcher.group(3)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name + "/" + uid + (more.isEmpty() ? "" : "/" + more);
    }
}
