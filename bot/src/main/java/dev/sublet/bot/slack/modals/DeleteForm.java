package dev.sublet.bot.slack.modals;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.view.View;
import dev.sublet.bot.blueprint.Blueprint;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.Durations;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.slack.commands.Ask;
import dev.sublet.bot.slack.commands.Once;
import dev.sublet.bot.slack.commands.Pictures;
import dev.sublet.bot.slack.commands.Router;
import dev.sublet.bot.slack.commands.Target;
import dev.sublet.bot.slack.commands.Tools;
import dev.sublet.bot.slack.message.Forms;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Ref;
import dev.sublet.bot.slack.people.Verb;
import dev.sublet.bot.slack.progress.Progress;
import dev.sublet.bot.slack.reports.Costs;
import dev.sublet.bot.slack.transport.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Deleting: shows what goes and what it cost, and asks for the name. Thread-safe. */
public final class DeleteForm implements Router.Form {
    private static final String CALLBACK = "delete-form";
    private static final String NAME = "name";
    private static final String REASON = "reason";

    private final Tools tools;
    private final Progress progress;
    private final Once once;

    public DeleteForm(Tools tools, Progress progress, Once once) {
        this.tools = tools;
        this.progress = progress;
        this.once = once;
    }

    /** Takes the verb and its form. */
    public void mount(Router router) {
        router.verb(Verb.DELETE, this::open).form(CALLBACK, this);
    }

    private void open(Ask ask) {
        Target target = Target.of(tools, ask, Verb.DELETE);
        if (ask.view() == null) {
            throw new RefusedException(
                    "I could not ask you back in the three seconds that Slack allows. Nothing was done: write "
                            + Mrkdwn.code("/vcluster delete " + target.name()) + " again.");
        }
        if (target.one().getSpec().isProtected()) {
            throw new RefusedException(
                    Mrkdwn.code(target.name())
                            + " is protected from deletion; whoever protected it takes that away with `sublet vcluster unprotect`.");
        }
        tools.voice().change(ask.view(), null, view(target.one(), ask.call().channel()));
    }

    private View view(VirtualCluster one, String channel) {
        String name = one.getMetadata().getName();
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section("*" + Mrkdwn.escape(name) + "* " + Pictures.state(one) + " of team "
                + Mrkdwn.escape(one.getSpec().owner().team())));
        String undo = tools.blueprints()
                .find(one.getSpec().blueprint())
                .map(Blueprint::undo)
                .map(Durations::text)
                .orElse("some days");
        blocks.add(section("*What will be lost:* the cluster with all that runs inside, its volumes and their data, its"
                + " address and everybody's access.\n*First* it is paused; for " + undo
                + " you can take that back, then it is gone for good."));
        blocks.add(section("*Cost this month:* "
                + tools.costs().vcluster(name).map(Costs.Spent::full).orElse("not known yet")));
        blocks.add(Forms.text(NAME, "Type its name to delete it", null, name, false));
        blocks.add(Forms.text(REASON, "Why (optional)", null, "for the record", true));
        String ref = new Ref(name, one.getMetadata().getUid(), channel).toString();
        return Forms.form(CALLBACK, "Delete a vcluster", "Delete", ref, blocks);
    }

    private static SectionBlock section(String markup) {
        return SectionBlock.builder()
                .text(MarkdownTextObject.builder().text(markup).build())
                .build();
    }

    @Override
    public Map<String, String> check(Call form) {
        String name = Ref.parse(form.value("meta")).map(Ref::name).orElse("");
        return form.value(NAME).strip().equals(name)
                ? Map.of()
                : Map.of(NAME, "That is not its name. Nothing was deleted.");
    }

    @Override
    public void handle(Ask ask) {
        if (!check(ask.call()).isEmpty()) {
            throw new RefusedException("That was not its name. Nothing was deleted.");
        }
        Target target = Target.of(tools, ask, Verb.DELETE);
        String reason = ask.call().value(REASON).strip();
        if (!once.isAsked(target.one(), ask)) {
            Desk desk = tools.desk().only(target.uid());
            desk.delete(target.name(), ask.asker(), reason.isEmpty() ? null : reason);
        }
        progress.follow(ask.call().id(), target.more(), ask.person().user(), "delete", target.name(), target.uid());
    }
}
