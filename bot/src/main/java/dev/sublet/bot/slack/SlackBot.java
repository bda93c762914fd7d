package dev.sublet.bot.slack;

import com.slack.api.bolt.App;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.slack.commands.Finder;
import dev.sublet.bot.slack.commands.Looks;
import dev.sublet.bot.slack.commands.Router;
import dev.sublet.bot.slack.commands.Tools;
import dev.sublet.bot.slack.durable.Inbox;
import dev.sublet.bot.slack.durable.LedgerNotes;
import dev.sublet.bot.slack.durable.Notes;
import dev.sublet.bot.slack.durable.Worker;
import dev.sublet.bot.slack.people.Directory;
import dev.sublet.bot.slack.people.TeamsFile;
import dev.sublet.bot.slack.reports.Costs;
import dev.sublet.bot.slack.transport.BoltApp;
import dev.sublet.bot.slack.transport.SignedDoor;
import dev.sublet.bot.slack.transport.Signatures;
import dev.sublet.bot.slack.transport.SlackDoor;
import dev.sublet.bot.slack.transport.SlackWeb;
import dev.sublet.bot.slack.transport.SocketLink;
import dev.sublet.ledger.Ledger;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Slack bot, wired and running. Thread-safe. */
public final class SlackBot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlackBot.class);

    private final SlackWeb web;
    private final Worker worker;
    private final @Nullable SlackDoor door;
    private final @Nullable SocketLink socket;

    private SlackBot(SlackWeb web, Worker worker, @Nullable SlackDoor door, @Nullable SocketLink socket) {
        this.web = web;
        this.worker = worker;
        this.door = door;
        this.socket = socket;
    }

    /**
     * Starts it: learns which workspace its token is of, finishes what an earlier process left, and takes requests.
     *
     * @throws dev.sublet.bot.slack.transport.SlackException when Slack does not know the token
     */
    public static SlackBot start(
            SlackSettings settings, KubernetesClient client, Blueprints blueprints, Ledger ledger, Clock clock) {
        SlackWeb web = new SlackWeb(settings.api(), settings.botToken());
        String workspace = web.whoAmI().getTeamId();
        Notes notes = new LedgerNotes(ledger, clock);
        Desk desk = new Desk(client, settings.namespace(), clock);
        Directory directory = new Directory(workspace, web, new TeamsFile(settings.teams()), clock);
        Tools tools = new Tools(web, desk, new Finder(desk), directory, blueprints, Costs.NONE, clock);
        Router router = new Router(tools);
        new Looks(tools).mount(router);
        Worker worker = new Worker(new Inbox(notes, clock), router);
        App app = BoltApp.of(worker);
        Secret secret = settings.signingSecret();
        SlackDoor door = secret == null ? null : new SignedDoor(new Signatures(secret, clock), app);
        Secret token = settings.appToken();
        SocketLink socket = token == null ? null : SocketLink.open(web, token, app);
        worker.start();
        LOG.info("event=slack_bot_works workspace={} http={} socket={}", workspace, door != null, socket != null);
        return new SlackBot(web, worker, door, socket);
    }

    /** Where signed requests go; empty where there is no signing secret. */
    public Optional<SlackDoor> door() {
        return Optional.ofNullable(door);
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
        worker.close();
        web.close();
    }
}
