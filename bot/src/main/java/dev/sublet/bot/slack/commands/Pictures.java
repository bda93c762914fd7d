package dev.sublet.bot.slack.commands;

import com.slack.api.model.block.element.BlockElement;
import dev.sublet.bot.gitops.GitOwner;
import dev.sublet.bot.resource.DriftStatus;
import dev.sublet.bot.resource.RemovalStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.slack.message.Buttons;
import dev.sublet.bot.slack.message.Card;
import dev.sublet.bot.slack.message.Message;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Ref;
import dev.sublet.bot.slack.message.Times;
import dev.sublet.bot.slack.people.Person;
import dev.sublet.bot.slack.people.Rules;
import dev.sublet.bot.slack.people.Standing;
import dev.sublet.bot.slack.people.Verb;
import dev.sublet.bot.slack.reports.Costs;
import java.util.ArrayList;
import java.util.List;

/** Virtual clusters as messages. Stateless. */
public final class Pictures {
    private Pictures() {}

    public static VirtualClusterStatus status(VirtualCluster one) {
        return one.getStatus() == null ? VirtualClusterStatus.NONE : one.getStatus();
    }

    public static Phase phase(VirtualCluster one) {
        Phase phase = status(one).phase();
        return phase == null ? Phase.Pending : phase;
    }

    /** A sign and a word. */
    public static String state(VirtualCluster one) {
        Phase phase = phase(one);
        String sign = switch (phase) {
            case Ready -> ":large_green_circle:";
            case Pending, Creating, Upgrading, Restoring -> ":hourglass_flowing_sand:";
            case AwaitingApproval -> ":raised_hand:";
            case Paused -> ":zzz:";
            case Blocked, Degraded -> ":warning:";
            case Deleting -> ":wastebasket:";
        };
        return sign + " " + phase;
    }

    /** One line. */
    public static String line(VirtualCluster one, Costs costs) {
        VirtualClusterStatus status = status(one);
        RemovalStatus removal = status.removal();
        String end = removal != null
                ? " · gone for good " + Times.at(removal.finalAt())
                : status.expiresAt() == null ? "" : " · until " + Times.at(status.expiresAt());
        return state(one) + " *" + Mrkdwn.escape(one.getMetadata().getName()) + "* · "
                + Mrkdwn.escape(one.getSpec().owner().team()) + " · "
                + Mrkdwn.escape(
                        one.getSpec().size() == null
                                ? one.getSpec().blueprint()
                                : one.getSpec().size())
                + end
                + costs.vcluster(one.getMetadata().getName())
                        .map(spent -> " · " + spent.text() + " this month")
                        .orElse("");
    }

    /** All that matters of one, with the buttons that this person may press. */
    public static Message full(VirtualCluster one, Person person, Costs costs) {
        VirtualClusterStatus status = status(one);
        String name = one.getMetadata().getName();
        Card card = Card.titled("*" + Mrkdwn.escape(name) + "*  " + state(one)
                + (status.message() == null ? "" : "\n" + Mrkdwn.escape(status.message())));
        List<String> fields = new ArrayList<>();
        fields.add("*Team*\n" + Mrkdwn.escape(one.getSpec().owner().team()));
        fields.add("*Cost center*\n" + Mrkdwn.escape(one.getSpec().owner().costCenter()));
        fields.add("*Blueprint*\n" + Mrkdwn.escape(one.getSpec().blueprint())
                + (one.getSpec().size() == null
                        ? ""
                        : ", " + Mrkdwn.escape(one.getSpec().size())));
        fields.add("*Kubernetes*\n"
                + Mrkdwn.escape(status.kubernetesVersion() == null ? "—" : status.kubernetesVersion()));
        RemovalStatus removal = status.removal();
        fields.add(
                removal == null
                        ? "*Until*\n" + (status.expiresAt() == null ? "no end" : Times.at(status.expiresAt()))
                        : "*Gone for good*\n" + Times.at(removal.finalAt()));
        fields.add(
                "*This month*\n" + costs.vcluster(name).map(Costs.Spent::full).orElse("no cost known yet"));
        card.fields(fields);
        DriftStatus drift = status.drift();
        if (drift != null && drift.count() > 0) {
            card.note(
                    ":warning: " + drift.count() + " things differ from the blueprint: `/vcluster drift " + name + "`");
        }
        GitOwner.of(one)
                .ifPresent(git -> card.note(Mrkdwn.escape(git.tool()) + " owns it (" + Mrkdwn.code(git.object())
                        + "): pausing, resizing and extending last a day, anything else is edited there"));
        return card.buttons(buttons(one, person.to(one.getSpec().owner()))).build();
    }

    private static List<BlockElement> buttons(VirtualCluster one, Standing standing) {
        String ref =
                Ref.of(one.getMetadata().getName(), one.getMetadata().getUid()).toString();
        List<BlockElement> buttons = new ArrayList<>();
        if (phase(one) == Phase.Deleting) {
            if (Rules.may(standing, Verb.UNDO)) {
                buttons.add(Buttons.primary("undo", "Undo the deletion", ref));
            }
            return buttons;
        }
        if (Rules.may(standing, Verb.PAUSE)) {
            buttons.add(
                    one.getSpec().paused() || phase(one) == Phase.Paused
                            ? Buttons.primary("resume", "Resume", ref)
                            : Buttons.plain("pause", "Pause", ref));
            if (status(one).expiresAt() != null) {
                buttons.add(Buttons.plain("extend", "Extend by 7 d", ref + "/7d"));
            }
            buttons.add(Buttons.plain("access", "Access", ref));
            buttons.add(Buttons.danger("delete", "Delete…", ref));
        }
        return buttons;
    }
}
