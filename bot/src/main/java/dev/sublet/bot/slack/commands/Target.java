package dev.sublet.bot.slack.commands;

import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.slack.message.Ref;
import dev.sublet.bot.slack.people.Verb;
import dev.sublet.bot.slack.transport.Call;

/**
 * Which virtual cluster a request is about, and its further parameter. Immutable.
 *
 * @param more what stands behind the name; empty when nothing does
 */
public record Target(VirtualCluster one, String more) {
    /**
     * Finds it, by name for commands and by name and UID for buttons.
     *
     * @throws RefusedException when there is none that the person may do this with
     */
    public static Target of(Tools tools, Ask ask, Verb verb) {
        if (ask.call().kind() == Call.Kind.COMMAND || ask.call().kind() == Call.Kind.MENTION) {
            return new Target(tools.finder().find(ask.person(), verb, ask.word(0)), ask.word(1));
        }
        Ref ref = Ref.parse(ask.call().value(ask.call().kind() == Call.Kind.FORM ? "meta" : "value"))
                .orElseThrow(() -> new RefusedException("That button names no virtual cluster. Nothing was done."));
        return new Target(tools.finder().find(ask.person(), verb, ref), ref.more());
    }

    public String name() {
        return one.getMetadata().getName();
    }

    public String uid() {
        return one.getMetadata().getUid();
    }
}
