package dev.sublet.bot.slack.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.bot.resource.Owner;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every actor, every owner, every verb. */
class RulesTest {
    private static final Person OUTSIDER = person(Set.of("shop"), Set.of("shop"), false, false);
    private static final Person TEAMLESS = person(Set.of(), Set.of(), false, false);
    private static final Person FINANCE = person(Set.of(), Set.of(), false, true);
    private static final Person MEMBER = person(Set.of("pay"), Set.of(), false, false);
    private static final Person LEAD = person(Set.of("pay"), Set.of("pay"), false, false);
    private static final Person ADMIN = person(Set.of(), Set.of(), true, false);
    private static final Set<Verb> FOR_ALL = EnumSet.of(Verb.HELP, Verb.LIST);
    private static final Set<Verb> TO_LOOK = EnumSet.of(Verb.SHOW, Verb.DRIFT, Verb.COST, Verb.OVERHEAD);
    private static final Set<Verb> TO_CHANGE = EnumSet.of(
            Verb.CREATE,
            Verb.DELETE,
            Verb.UNDO,
            Verb.PAUSE,
            Verb.RESUME,
            Verb.SLEEP,
            Verb.EXTEND,
            Verb.UPGRADE,
            Verb.RESIZE,
            Verb.ACCESS,
            Verb.REVOKE);
    private static final Set<Verb> TO_LEAD = EnumSet.of(Verb.TRANSFER, Verb.REVOKE_OTHERS, Verb.AUDIT);

    private static Person person(Set<String> teams, Set<String> leads, boolean admin, boolean finance) {
        return new Person("U1", "ann@example.com", Set.of(), teams, leads, admin, finance, "UTC");
    }

    @Test
    void every_actor_may_what_the_table_says_and_nothing_else() {
        List<String> wrong = new ArrayList<>();
        for (String owner : List.of("pay", "other")) {
            for (Verb verb : Verb.values()) {
                check(wrong, "outsider", OUTSIDER, owner, verb, FOR_ALL.contains(verb));
                check(wrong, "teamless", TEAMLESS, owner, verb, FOR_ALL.contains(verb));
                check(wrong, "finance", FINANCE, owner, verb, FOR_ALL.contains(verb) || TO_LOOK.contains(verb));
                boolean own = owner.equals("pay");
                boolean look = FOR_ALL.contains(verb) || (own && TO_LOOK.contains(verb));
                boolean change = look || (own && TO_CHANGE.contains(verb));
                check(wrong, "member", MEMBER, owner, verb, change);
                check(
                        wrong,
                        "lead",
                        LEAD,
                        owner,
                        verb,
                        change || (own && (TO_LEAD.contains(verb) || verb == Verb.SETTLE)));
                check(wrong, "admin", ADMIN, owner, verb, verb != Verb.SETTLE);
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static void check(
            List<String> wrong, String actor, Person person, String owner, Verb verb, boolean wanted) {
        boolean may = Rules.may(person.to(new Owner(owner, "cc-1", null)), verb);
        if (may != wanted) {
            wrong.add(actor + " may " + (may ? "" : "not ") + verb + " of " + owner);
        }
    }
}
