package dev.sublet.bot.slack.commands;

import com.slack.api.model.block.element.BlockElement;
import dev.sublet.bot.blueprint.Blueprint;
import dev.sublet.bot.blueprint.Size;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.slack.message.Buttons;
import dev.sublet.bot.slack.message.Card;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Ref;
import dev.sublet.bot.slack.people.Verb;
import dev.sublet.bot.slack.progress.Progress;
import java.util.ArrayList;
import java.util.List;

/** Resizing and upgrading: what is not typed is chosen by a button. Thread-safe. */
public final class Choices {
    private final Tools tools;
    private final Progress progress;
    private final Once once;

    public Choices(Tools tools, Progress progress, Once once) {
        this.tools = tools;
        this.progress = progress;
        this.once = once;
    }

    public void mount(Router router) {
        router.verb(Verb.RESIZE, this::resize).verb(Verb.UPGRADE, this::upgrade);
        // Buttons of one row need action IDs of their own.
        for (int i = 0; i < Card.CHOICES_MAX; i++) {
            router.button("resize-" + i, this::resize).button("upgrade-" + i, this::upgrade);
        }
    }

    private void resize(Ask ask) {
        Target target = Target.of(tools, ask, Verb.RESIZE);
        Blueprint blueprint = blueprint(target.one());
        if (target.more().isEmpty()) {
            offer(
                    ask,
                    target,
                    "resize",
                    "Which size?",
                    blueprint.sizes().stream().map(Size::name).toList());
            return;
        }
        if (blueprint.size(target.more()).isEmpty()) {
            throw new RefusedException("Blueprint " + Mrkdwn.code(blueprint.name()) + " has no size "
                    + Mrkdwn.code(target.more()) + "; it has "
                    + String.join(
                            ", ",
                            blueprint.sizes().stream()
                                    .map(size -> Mrkdwn.code(size.name()))
                                    .toList()) + ".");
        }
        if (!once.isAsked(target.one(), ask)) {
            tools.desk().only(target.uid()).resize(target.name(), target.more(), ask.asker());
        }
        progress.follow(ask, "resize", target.name(), target.uid());
    }

    private void upgrade(Ask ask) {
        Target target = Target.of(tools, ask, Verb.UPGRADE);
        Blueprint blueprint = blueprint(target.one());
        if (target.more().isEmpty()) {
            offer(ask, target, "upgrade", "To which Kubernetes?", blueprint.kubernetesVersions());
            return;
        }
        if (!blueprint.kubernetesVersions().contains(target.more())) {
            throw new RefusedException("Blueprint " + Mrkdwn.code(blueprint.name()) + " allows Kubernetes "
                    + String.join(", ", blueprint.kubernetesVersions()) + ", not " + Mrkdwn.code(target.more()) + ".");
        }
        if (!once.isAsked(target.one(), ask)) {
            tools.desk().only(target.uid()).upgrade(target.name(), target.more(), null, ask.asker());
        }
        progress.follow(ask, "upgrade", target.name(), target.uid());
    }

    private Blueprint blueprint(VirtualCluster one) {
        return tools.blueprints()
                .find(one.getSpec().blueprint())
                .orElseThrow(() -> new RefusedException(
                        "Its blueprint " + Mrkdwn.code(one.getSpec().blueprint())
                                + " is no longer there; the people who run Sublet have to bring it back."));
    }

    private void offer(Ask ask, Target target, String action, String question, List<String> choices) {
        List<BlockElement> buttons = new ArrayList<>();
        for (String choice : choices.subList(0, Math.min(choices.size(), Card.CHOICES_MAX))) {
            buttons.add(Buttons.plain(
                    action + "-" + buttons.size(), choice, new Ref(target.name(), target.uid(), choice).toString()));
        }
        tools.answer(
                ask,
                Card.titled("*" + Mrkdwn.escape(target.name()) + "*: " + question)
                        .buttons(buttons)
                        .build());
    }
}
