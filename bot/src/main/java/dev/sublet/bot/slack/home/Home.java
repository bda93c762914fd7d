package dev.sublet.bot.slack.home;

import com.slack.api.model.view.View;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.slack.commands.Ask;
import dev.sublet.bot.slack.commands.Pictures;
import dev.sublet.bot.slack.commands.Router;
import dev.sublet.bot.slack.commands.Tools;
import dev.sublet.bot.slack.message.Buttons;
import dev.sublet.bot.slack.message.Card;
import dev.sublet.bot.slack.message.Mrkdwn;
import dev.sublet.bot.slack.message.Ref;
import dev.sublet.bot.slack.message.Times;
import dev.sublet.bot.slack.people.Person;
import dev.sublet.bot.slack.people.Team;
import dev.sublet.bot.slack.reports.Costs;
import java.util.List;
import java.util.Optional;

/** The home tab: one's virtual clusters, what they cost, when they end, and what can be done. Thread-safe. */
public final class Home {
    private static final int ROWS_MAX = 20;

    private final Tools tools;

    public Home(Tools tools) {
        this.tools = tools;
    }

    public void mount(Router router) {
        router.home(this::publish).button("home-refresh", this::publish);
    }

    private void publish(Ask ask) {
        Person person = ask.person();
        Card card = Card.headed("Your virtual clusters");
        card.buttons(Buttons.primary("create", "Create one", "new"), Buttons.plain("home-refresh", "Refresh", "home"));
        List<VirtualCluster> own = tools.finder().all(person).stream()
                .filter(one -> person.teams().contains(one.getSpec().owner().team()))
                .toList();
        if (own.isEmpty()) {
            card.section("There are none yet.");
        }
        for (VirtualCluster one : own.subList(0, Math.min(own.size(), ROWS_MAX))) {
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
        if (own.size() > ROWS_MAX) {
            card.note("… and " + (own.size() - ROWS_MAX) + " more: `/vcluster list`");
        }
        costs(card, person);
        card.note("As of " + Times.at(tools.clock().instant()) + " · `/vcluster help` shows all that I do");
        tools.voice()
                .home(
                        person.user(),
                        View.builder()
                                .type("home")
                                .blocks(card.build().blocks())
                                .build());
    }

    private void costs(Card card, Person person) {
        Optional<Costs.Month> month = tools.costs().month(tools.costs().now());
        if (month.isEmpty()) {
            return;
        }
        card.divider().section("*This month*");
        for (Team team : tools.directory().teams().teams()) {
            if (person.teams().contains(team.name())) {
                for (String costCenter : team.costCenters()) {
                    month.get()
                            .costCenter(costCenter)
                            .ifPresent(line -> card.section("*" + Mrkdwn.escape(costCenter) + "* "
                                    + month.get().spent(line).full()));
                }
            }
        }
    }
}
