package dev.sublet.bot.access;

import dev.sublet.bot.plan.Oidc;
import dev.sublet.bot.plan.RefusedException;
import java.util.List;
import java.util.regex.Pattern;

/** Which identities of pipelines a trust means: an issuer, and a subject in which * stands for anything but a colon. Stateless. */
final class Pipelines {
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.+@:|/*]{0,399}");
    private static final int STARS_MAX = 3;
    private static final int FIXED_MIN = 8;

    private Pipelines() {}

    /** An issuer and a subject, one of which may be a pattern. */
    record Identity(String issuer, String subject) {
        @Override
        public String toString() {
            return issuer + "#" + subject;
        }
    }

    /**
     * Reads {@code https://ISSUER#SUBJECT}.
     *
     * @throws RefusedException when it is written otherwise, or means nearly everybody
     */
    static Identity parse(String text) {
        int mark = text.indexOf('#');
        String issuer = mark < 0 ? text : text.substring(0, mark);
        String subject = mark < 0 ? "" : text.substring(mark + 1);
        try {
            Oidc.requireIssuer(issuer);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "identity \"" + Access.printable(text) + "\" has no issuer; write https://ISSUER#SUBJECT");
        }
        if (!SUBJECT.matcher(subject).matches()) {
            throw new RefusedException(
                    "identity \"" + Access.printable(text) + "\" has no subject; write https://ISSUER#SUBJECT");
        }
        long stars = subject.chars().filter(letter -> letter == '*').count();
        if (stars > STARS_MAX || (stars > 0 && subject.indexOf('*') < FIXED_MIN)) {
            throw new RefusedException(
                    "subject \"" + Access.printable(subject) + "\" means nearly everybody; begin with " + FIXED_MIN
                            + " letters or more before the first *, and use at most " + STARS_MAX + " of them");
        }
        return new Identity(issuer, subject);
    }

    /** Whether a subject that an issuer proved is meant. */
    static boolean matches(Identity trusted, String issuer, String subject) {
        return trusted.issuer().equals(issuer) && matches(trusted.subject(), subject);
    }

    /** By parts between colons, so that a star never reaches from one field of a subject into the next. */
    private static boolean matches(String pattern, String subject) {
        List<String> wanted = List.of(pattern.split(":", -1));
        List<String> given = List.of(subject.split(":", -1));
        if (wanted.size() != given.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            String regex = Pattern.quote(wanted.get(i)).replace("*", "\\E.*\\Q");
            if (!Pattern.matches(regex, given.get(i))) {
                return false;
            }
        }
        return true;
    }
}
