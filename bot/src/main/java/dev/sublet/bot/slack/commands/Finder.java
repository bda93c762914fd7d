package dev.sublet.bot.slack.commands;

import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.desk.Likeness;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Ref;
import dev.sublet.bot.slack.people.Person;
import dev.sublet.bot.slack.people.Rules;
import dev.sublet.bot.slack.people.Standing;
import dev.sublet.bot.slack.people.Verb;
import java.util.List;

/** Finds virtual clusters for people: what a person may not see is as if it were not there. Thread-safe. */
public final class Finder {
    private final Desk desk;

    public Finder(Desk desk) {
        this.desk = desk;
    }

    /** Those that a person may see, by name. */
    public List<VirtualCluster> all(Person person) {
        return desk.list().stream()
                .filter(one -> Rules.may(person.to(one.getSpec().owner()), Verb.SHOW))
                .toList();
    }

    /**
     * The one of a name.
     *
     * @throws RefusedException when there is none that the person may do this with
     */
    public VirtualCluster find(Person person, Verb verb, String name) {
        if (name.isEmpty()) {
            throw new RefusedException(
                    "Which one? Write `/vcluster " + verb.usage() + "`; `/vcluster list` shows yours.");
        }
        List<VirtualCluster> seen = all(person);
        VirtualCluster there = seen.stream()
                .filter(one -> one.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "There is no virtual cluster " + Mrkdwn.code(name) + " of your teams" + nearest(seen, name)));
        Standing standing = person.to(there.getSpec().owner());
        if (!Rules.may(standing, verb)) {
            throw new RefusedException("You may look at " + Mrkdwn.code(name) + ", not "
                    + verb.word().replace('_', ' ')
                    + " it: that is for " + (Rules.may(Standing.MEMBER, verb) ? "members" : "leads") + " of team "
                    + Mrkdwn.code(there.getSpec().owner().team()) + ".");
        }
        return there;
    }

    /**
     * The one that a button or a form is about: found and judged as if its name were typed, and only while it is the same one still.
     *
     * @throws RefusedException likewise, and when another one has the name by now
     */
    public VirtualCluster find(Person person, Verb verb, Ref ref) {
        VirtualCluster there = find(person, verb, ref.name());
        if (!there.getMetadata().getUid().equals(ref.uid())) {
            throw new RefusedException("That was about an earlier " + Mrkdwn.code(ref.name())
                    + ", which is gone. Nothing was done. `/vcluster show " + ref.name() + "` shows the one of today.");
        }
        return there;
    }

    private static String nearest(List<VirtualCluster> seen, String name) {
        return seen.stream()
                .map(one -> one.getMetadata().getName())
                .filter(other -> Likeness.isNear(name, other) || other.startsWith(name))
                .findFirst()
                .map(other -> ". Did you mean " + Mrkdwn.code(other) + "?")
                .orElse(". `/vcluster list` shows those there are.");
    }
}
