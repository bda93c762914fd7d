package dev.sublet.bot.slack.commands;

import dev.sublet.bot.access.AccessRole;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.slack.message.Buttons;
import dev.sublet.bot.slack.message.Card;
import dev.sublet.bot.slack.message.Message;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Ref;
import dev.sublet.bot.slack.message.Times;
import dev.sublet.bot.slack.people.Rules;
import dev.sublet.bot.slack.people.Verb;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Access: for the person who asks alone, by a link in a message that only he sees. Thread-safe. */
public final class Doors {
    private final Tools tools;
    private final @Nullable Entrance entrance;

    /** @param entrance null where no address for links is configured */
    public Doors(Tools tools, @Nullable Entrance entrance) {
        this.tools = tools;
        this.entrance = entrance;
    }

    public void mount(Router router) {
        router.verb(Verb.ACCESS, this::access).verb(Verb.REVOKE, this::revoke);
    }

    private Entrance entrance() {
        if (entrance == null) {
            throw new RefusedException(
                    "Access by link is not set up here: the people who run Sublet have to name the address"
                            + " of its pages. Until then they give access with `sublet vcluster access`.");
        }
        return entrance;
    }

    private void access(Ask ask) {
        Target target = Target.of(tools, ask, Verb.ACCESS);
        AccessRole role = role(target.more());
        if (role == AccessRole.ADMIN || role == AccessRole.CLUSTER_ADMIN) {
            boolean lead = Rules.may(ask.person().to(target.one().getSpec().owner()), Verb.TRANSFER);
            if (!lead) {
                throw new RefusedException("Role " + Mrkdwn.code(role.clusterRole()) + " is for leads of team "
                        + Mrkdwn.code(target.one().getSpec().owner().team())
                        + "; `edit` and `view` are for all of it.");
            }
        }
        Entrance.Link link = entrance().let(target.one(), ask.person().email(), role);
        String ref = ref(target.one());
        Card card = Card.titled(":key: Your access to *" + Mrkdwn.escape(target.name()) + "* as "
                        + Mrkdwn.code(role.clusterRole()) + ": <" + link.address() + "|fetch your kubeconfig>")
                .note("The link works once, for you alone, for " + Times.span(link.life()) + "."
                        + (link.accessEnds() == null ? "" : " Access ends " + Times.at(link.accessEnds()) + "."));
        if (link.note() != null) {
            card.note(Mrkdwn.escape(link.note()));
        }
        // Never to a channel: not even who could read along later may see the link.
        tools.voice()
                .whisper(
                        ask.call().channel(),
                        ask.person().user(),
                        card.buttons(Buttons.danger("revoke", "Revoke", ref)).build());
    }

    private static AccessRole role(String word) {
        return AccessRole.parse(word.isEmpty() ? "edit" : word.toLowerCase(Locale.ROOT));
    }

    private void revoke(Ask ask) {
        Target target = Target.of(tools, ask, Verb.REVOKE);
        String whom =
                target.more().isEmpty() ? ask.person().email() : target.more().toLowerCase(Locale.ROOT);
        if (!whom.equals(ask.person().email())) {
            tools.finder().find(ask.person(), Verb.REVOKE_OTHERS, target.name());
        }
        entrance().out(target.one(), whom);
        tools.answer(
                ask,
                Message.of(":lock: " + Mrkdwn.code(whom) + " no longer has access to *" + Mrkdwn.escape(target.name())
                        + "*; tokens of before are refused from now on."));
    }

    private static String ref(VirtualCluster one) {
        return Ref.of(one.getMetadata().getName(), one.getMetadata().getUid()).toString();
    }
}
