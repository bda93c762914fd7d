package dev.sublet.bot.approval;

import java.util.Locale;

/**
 * Who decides. Immutable.
 *
 * @param person an e-mail address or a subject
 * @param via cli, slack or api
 */
public record Decider(String person, String via) {
    /** Whether both texts mean one person: addresses are the same in capitals. */
    static boolean isSame(String one, String other) {
        return key(one).equals(key(other));
    }

    private static String key(String person) {
        return person.strip().toLowerCase(Locale.ROOT);
    }
}
