package dev.sublet.bot.slack.commands;

import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.slack.message.Card;
import dev.sublet.bot.slack.message.Message;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Times;
import dev.sublet.bot.slack.people.Person;
import dev.sublet.bot.slack.people.Rules;
import dev.sublet.bot.slack.people.Standing;
import dev.sublet.bot.slack.people.Team;
import dev.sublet.bot.slack.people.Verb;
import dev.sublet.bot.slack.reports.Costs;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What things cost. Thread-safe. */
public final class Money {
    private static final Duration AT_ONCE = Duration.ofMillis(700);
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int ROWS_MAX = 40;

    private final Tools tools;

    public Money(Tools tools) {
        this.tools = tools;
    }

    public void mount(Router router) {
        router.verb(Verb.COST, this::cost);
    }

    private void cost(Ask ask) {
        String what = ask.word(0);
        YearMonth month = tools.costs().now();
        Optional<YearMonth> first = month(what);
        if (first.isPresent()) {
            month = first.get();
            what = "";
        } else if (!ask.word(1).isEmpty()) {
            month = month(ask.word(1))
                    .orElseThrow(() -> new RefusedException("I do not know the month " + Mrkdwn.code(ask.word(1))
                            + ". Write `2026-10`, `last` or `this`."));
        }
        Costs.Month known = known(ask, month);
        if (what.isEmpty()) {
            tools.answer(ask, all(ask.person(), known));
            return;
        }
        List<String> own = costCenters(ask.person(), known);
        String name = what;
        Optional<Team> team = tools.directory().teams().find(name);
        if (own.contains(name)) {
            tools.answer(ask, one(known, List.of(name)));
        } else if (team.isPresent() && Rules.may(ask.person().to(name), Verb.COST)) {
            tools.answer(ask, one(known, team.get().costCenters()));
        } else {
            // As a virtual cluster: an unknown name and one that is not theirs are told alike.
            tools.answer(
                    ask,
                    vcluster(
                            known,
                            tools.finder()
                                    .find(ask.person(), Verb.COST, name)
                                    .getMetadata()
                                    .getName()));
        }
    }

    private Costs.Month known(Ask ask, YearMonth month) {
        if (month.isAfter(tools.costs().now())) {
            throw new RefusedException(month + " is not over, nor has it begun.");
        }
        Optional<Costs.Month> known = tools.costs().await(month, AT_ONCE);
        if (known.isEmpty()) {
            tools.answer(
                    ask, Message.of(":hourglass_flowing_sand: I am adding up " + month + "; the answer follows here."));
            known = tools.costs().await(month, LONGEST);
        }
        return known.orElseThrow(() -> new RefusedException("The costs of " + month
                + " are not known: nothing was metered, or there is no price book. The people who run"
                + " Sublet find the reason in its log."));
    }

    private Optional<YearMonth> month(String word) {
        return switch (word) {
            case "this" -> Optional.of(tools.costs().now());
            case "last" -> Optional.of(tools.costs().now().minusMonths(1));
            default -> {
                try {
                    yield Optional.of(YearMonth.parse(word));
                } catch (DateTimeException e) {
                    yield Optional.empty();
                }
            }
        };
    }

    /** Cost centers whose costs a person may see. */
    private List<String> costCenters(Person person, Costs.Month month) {
        if (person.admin() || person.finance()) {
            return month.lines().stream().map(Costs.Line::costCenter).distinct().toList();
        }
        return tools.directory().teams().teams().stream()
                .filter(team -> person.to(team.name()).compareTo(Standing.MEMBER) >= 0)
                .flatMap(team -> team.costCenters().stream())
                .distinct()
                .toList();
    }

    private Message all(Person person, Costs.Month month) {
        List<String> own = costCenters(person, month);
        List<Costs.Line> lines = month.lines().stream()
                .filter(line -> line.vcluster() == null && own.contains(line.costCenter()))
                .sorted(Comparator.comparing(Costs.Line::nanos).reversed())
                .toList();
        if (lines.isEmpty()) {
            return Message.of("Your cost centers have no costs in " + month.month() + ".");
        }
        Card card = Card.titled("*" + month.month() + (month.open() ? " so far*" : "*"));
        for (Costs.Line line : lines.subList(0, Math.min(lines.size(), ROWS_MAX))) {
            card.section("*" + Mrkdwn.escape(line.costCenter()) + "*  " + sum(month, line));
        }
        return card.note(age(month)).build();
    }

    private static Message one(Costs.Month month, List<String> costCenters) {
        Card card = Card.titled("*" + month.month() + (month.open() ? " so far*" : "*"));
        for (String costCenter : costCenters) {
            card.section("*" + Mrkdwn.escape(costCenter) + "*  "
                    + month.costCenter(costCenter).map(line -> sum(month, line)).orElse("nothing"));
            List<String> rows = new ArrayList<>();
            month.lines().stream()
                    .filter(line -> line.vcluster() != null && line.costCenter().equals(costCenter))
                    .sorted(Comparator.comparing(Costs.Line::nanos).reversed())
                    .limit(ROWS_MAX)
                    .forEach(line -> rows.add(String.format(
                            "%-40s %14s", line.vcluster(), Costs.Spent.amount(line.nanos(), month.currency()))));
            if (!rows.isEmpty()) {
                card.table(rows);
            }
        }
        return card.note(age(month)).build();
    }

    private static Message vcluster(Costs.Month month, String name) {
        List<Costs.Line> lines = month.vcluster(dev.sublet.bot.desk.Desk.hostNamespace(name) + "/" + name);
        if (lines.isEmpty()) {
            return Message.of("*" + Mrkdwn.escape(name) + "* has no costs in " + month.month() + ".");
        }
        Card card = Card.titled("*" + Mrkdwn.escape(name) + "* in " + month.month() + (month.open() ? " so far" : ""));
        lines.forEach(line -> card.section(sum(month, line) + " · paid by " + Mrkdwn.escape(line.costCenter())));
        return card.note(age(month)).build();
    }

    private static String sum(Costs.Month month, Costs.Line line) {
        Costs.Spent spent = month.spent(line);
        return spent.text()
                + (spent.forecastNanos() == null
                        ? ""
                        : " · about " + Costs.Spent.amount(spent.forecastNanos(), spent.currency()) + " by its end")
                + (spent.budgetNanos() == null
                        ? ""
                        : " · budget " + Costs.Spent.amount(spent.budgetNanos(), spent.currency()));
    }

    private static String age(Costs.Month month) {
        return "Added up " + Times.at(month.asOf()) + (month.open() ? "; days that are over count" : "");
    }
}
