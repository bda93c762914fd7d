package dev.sublet.daemon;

import dev.sublet.Problem;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.quote.AskingPricer;
import dev.sublet.bot.quote.Pricer;
import dev.sublet.bot.slack.SlackBot;
import dev.sublet.bot.slack.SlackSettings;
import dev.sublet.bot.slack.modals.PricedQuote;
import dev.sublet.bot.slack.people.Teams;
import dev.sublet.bot.slack.transport.LateDoor;
import dev.sublet.bot.slack.transport.SlackException;
import dev.sublet.collector.CollectorSettings;
import dev.sublet.collector.watch.HostClient;
import dev.sublet.ledger.Ledger;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.terms.TermsTexts;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The Slack bot of a daemon, with a client of its own. Where no bot token is configured there is none. */
final class SlackStation implements AutoCloseable {
    private final @Nullable KubernetesClient client;
    private final @Nullable SlackBot bot;

    private SlackStation(@Nullable KubernetesClient client, @Nullable SlackBot bot) {
        this.client = client;
        this.bot = bot;
    }

    /**
     * Starts the bot, should there be one, and opens the door for it.
     *
     * @throws Problem when the directory file is wrong or Slack does not know the token
     */
    static SlackStation start(
            @Nullable BotSettings settings,
            CollectorSettings collector,
            Ledger ledger,
            Function<Question, Answer> answers,
            LateDoor door,
            Clock clock) {
        SlackSettings slack = settings == null ? null : settings.slack();
        if (settings == null || slack == null) {
            return new SlackStation(null, null);
        }
        refuseWrongTeams(slack.teams());
        Path kubeconfig = settings.kubeconfig() == null ? collector.kubeconfig() : settings.kubeconfig();
        String context = settings.context() == null ? collector.context() : settings.context();
        KubernetesClient client = HostClient.open(kubeconfig, context);
        Blueprints blueprints = Blueprints.read(settings.blueprints());
        Pricer pricer = new AskingPricer(answers, collector.clusterName(), TermsTexts.none(), clock);
        try {
            SlackBot bot = SlackBot.start(
                    slack,
                    new SlackBot.World(
                            client, blueprints, ledger, answers, new PricedQuote(blueprints, pricer), null, clock));
            bot.door().ifPresent(door::open);
            return new SlackStation(client, bot);
        } catch (SlackException e) {
            client.close();
            throw Problem.environment(
                    "the Slack bot cannot work: " + e.getMessage() + "; check bot.slack.botTokenFile and the network",
                    e);
        }
    }

    /** A mistake is told at the start; later ones are told to those who ask. */
    private static void refuseWrongTeams(Path file) {
        try {
            Teams.read(file);
        } catch (IllegalArgumentException e) {
            throw Problem.wrongUse(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        if (bot != null) {
            bot.close();
        }
        if (client != null) {
            client.close();
        }
    }
}
