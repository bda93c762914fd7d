package dev.sublet.bot.slack.commands;

import dev.sublet.bot.resource.DriftItem;
import dev.sublet.bot.resource.DriftStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.slack.message.Buttons;
import dev.sublet.bot.slack.message.Card;
import dev.sublet.bot.slack.message.Message;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Ref;
import dev.sublet.bot.slack.message.Times;
import dev.sublet.bot.slack.people.Person;
import dev.sublet.bot.slack.people.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Answers that change nothing: list, show, drift, help. Thread-safe. */
public final class Looks {
    private static final int ROWS_MAX = 20;

    private final Tools tools;

    public Looks(Tools tools) {
        this.tools = tools;
    }

    /** Takes its verbs. */
    public void mount(Router router) {
        router.verb(Verb.LIST, this::list)
                .verb(Verb.SHOW, ask -> {
                    Target target = Target.of(tools, ask, Verb.SHOW);
                    tools.answer(ask, Pictures.full(target.one(), ask.person(), tools.costs()));
                })
                .verb(Verb.DRIFT, this::drift)
                .verb(Verb.HELP, ask -> tools.answer(ask, help(ask.person())));
    }

    private void list(Ask ask) {
        List<VirtualCluster> seen = tools.finder().all(ask.person());
        if (seen.isEmpty()) {
            tools.answer(
                    ask,
                    Card.titled("Your teams have no virtual clusters yet.")
                            .buttons(Buttons.primary("create", "Create one", "new"))
                            .build());
            return;
        }
        Card card = Card.titled("*" + seen.size() + (seen.size() == 1 ? " virtual cluster*" : " virtual clusters*"));
        for (VirtualCluster one : seen.subList(0, Math.min(seen.size(), ROWS_MAX))) {
            card.row(
                    Pictures.line(one, tools.costs()),
                    Buttons.plain(
                            "show",
                            "Show",
                            Ref.of(
                                            one.getMetadata().getName(),
                                            one.getMetadata().getUid())
                                    .toString()));
        }
        if (seen.size() > ROWS_MAX) {
            card.table(seen.subList(ROWS_MAX, seen.size()).stream()
                    .map(one -> one.getMetadata().getName() + "  " + Pictures.phase(one) + "  "
                            + one.getSpec().owner().team())
                    .toList());
        }
        tools.answer(ask, card.build());
    }

    private void drift(Ask ask) {
        if (ask.call().kind() == dev.sublet.bot.slack.transport.Call.Kind.BUTTON
                || !ask.word(0).isEmpty()) {
            tools.answer(ask, drift(Target.of(tools, ask, Verb.DRIFT).one()));
            return;
        }
        List<String> lines = new ArrayList<>();
        for (VirtualCluster one : tools.finder().all(ask.person())) {
            DriftStatus drift = Pictures.status(one).drift();
            if (drift != null && drift.count() > 0) {
                lines.add("• *" + Mrkdwn.escape(one.getMetadata().getName()) + "*: " + drift.count());
            }
        }
        tools.answer(
                ask,
                Message.of(
                        lines.isEmpty()
                                ? ":white_check_mark: Nothing differs from the blueprints."
                                : "*What differs from the blueprints*\n" + String.join("\n", lines)
                                        + "\n`/vcluster drift NAME` says what."));
    }

    private static Message drift(VirtualCluster one) {
        DriftStatus drift = Pictures.status(one).drift();
        String name = Mrkdwn.escape(one.getMetadata().getName());
        if (drift == null) {
            return Message.of("*" + name + "* has not been compared with its blueprint yet.");
        }
        if (drift.count() == 0) {
            return Message.of(":white_check_mark: *" + name + "* is as its blueprint says ("
                    + Times.at(drift.checkedAt()) + ").");
        }
        return Card.titled("*" + name + "*: " + drift.count() + " things differ from its blueprint ("
                        + Times.at(drift.checkedAt()) + ")")
                .table(drift.items().stream().map(Looks::item).toList())
                .build();
    }

    private static String item(DriftItem item) {
        return (item.inside() ? "inside " : "host   ") + item.kind() + " " + item.name() + ": " + item.what()
                + (item.repaired() ? " (put right)" : "");
    }

    /** What can be asked. */
    static Message help(Person person) {
        Card card = Card.titled("*What I do*");
        StringBuilder text = new StringBuilder();
        for (Verb verb : Verb.values()) {
            if (verb.isCommand()) {
                text.append("`/vcluster ")
                        .append(verb.usage())
                        .append("`  ")
                        .append(verb.purpose())
                        .append('\n');
            }
        }
        card.section(text.toString());
        card.note("You are " + Mrkdwn.code(person.email()) + " of "
                + (person.teams().isEmpty()
                        ? "no team that I know: ask the people who run Sublet to add you to the directory"
                        : Mrkdwn.escape(String.join(
                                        ", ", person.teams().stream().sorted().toList()))
                                .toLowerCase(Locale.ROOT))
                + ". I also answer questions: mention me with \"what did payments cost last month?\"");
        return card.buttons(Buttons.primary("create", "Create a virtual cluster", "new"))
                .build();
    }
}
