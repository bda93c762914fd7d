package dev.sublet.bot.slack;

import com.slack.api.bolt.App;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.slack.approvals.Approvals;
import dev.sublet.bot.slack.commands.Changes;
import dev.sublet.bot.slack.commands.Choices;
import dev.sublet.bot.slack.commands.Doors;
import dev.sublet.bot.slack.commands.Entrance;
import dev.sublet.bot.slack.commands.Finder;
import dev.sublet.bot.slack.commands.Looks;
import dev.sublet.bot.slack.commands.Money;
import dev.sublet.bot.slack.commands.Once;
import dev.sublet.bot.slack.commands.Records;
import dev.sublet.bot.slack.commands.Router;
import dev.sublet.bot.slack.commands.Tools;
import dev.sublet.bot.slack.commands.Words;
import dev.sublet.bot.slack.durable.Inbox;
import dev.sublet.bot.slack.durable.LedgerNotes;
import dev.sublet.bot.slack.durable.Notes;
import dev.sublet.bot.slack.durable.Worker;
import dev.sublet.bot.slack.home.Home;
import dev.sublet.bot.slack.mentions.Mentions;
import dev.sublet.bot.slack.modals.CreateForm;
import dev.sublet.bot.slack.modals.Creating;
import dev.sublet.bot.slack.modals.DeleteForm;
import dev.sublet.bot.slack.modals.LiveQuote;
import dev.sublet.bot.slack.people.Directory;
import dev.sublet.bot.slack.people.TeamsFile;
import dev.sublet.bot.slack.progress.Progress;
import dev.sublet.bot.slack.progress.Typical;
import dev.sublet.bot.slack.reports.CostBook;
import dev.sublet.bot.slack.transport.BoltApp;
import dev.sublet.bot.slack.transport.Signatures;
import dev.sublet.bot.slack.transport.SignedDoor;
import dev.sublet.bot.slack.transport.SlackDoor;
import dev.sublet.bot.slack.transport.SlackWeb;
import dev.sublet.bot.slack.transport.SocketLink;
import dev.sublet.ledger.Ledger;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Slack bot, wired and running. Thread-safe. */
public final class SlackBot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlackBot.class);

    private final Deque<AutoCloseable> parts;
    private final @Nullable SlackDoor door;

    private SlackBot(Deque<AutoCloseable> parts, @Nullable SlackDoor door) {
        this.parts = parts;
        this.door = door;
    }

    /**
     * What the bot works on.
     *
     * @param answers the reporter's
     * @param quote prices wishes in forms
     * @param entrance null where no address for links is configured
     */
    public record World(
            KubernetesClient client,
            Blueprints blueprints,
            Ledger ledger,
            Function<Question, Answer> answers,
            LiveQuote quote,
            @Nullable Entrance entrance,
            Clock clock) {}

    /**
     * Starts it: learns which workspace its token is of, finishes what an earlier process left, and takes requests.
     *
     * @throws dev.sublet.bot.slack.transport.SlackException when Slack does not know the token
     */
    public static SlackBot start(SlackSettings settings, World world) {
        Clock clock = world.clock();
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        SlackWeb web = part(parts, new SlackWeb(settings.api(), settings.botToken()));
        String workspace = web.whoAmI().getTeamId();
        ZoneId zone = world.ledger().billingZone();
        Notes notes = new LedgerNotes(world.ledger(), clock);
        Desk desk = new Desk(world.client(), settings.namespace(), clock);
        Directory directory = new Directory(workspace, web, new TeamsFile(settings.teams()), clock);
        CostBook costs = part(parts, new CostBook(world.answers(), zone, clock).warm());
        Tools tools = new Tools(web, desk, new Finder(desk), directory, world.blueprints(), costs, clock);
        Progress progress = part(parts, new Progress(web, desk, notes, new Typical(world.ledger(), clock), clock));
        Once once = new Once(world.ledger(), clock);
        Router router = new Router(tools);
        new Looks(tools).mount(router);
        new Money(tools).mount(router);
        new Records(tools, world.answers(), zone).mount(router);
        new Changes(tools, progress, once).mount(router);
        new Choices(tools, progress, once).mount(router);
        new Doors(tools, world.entrance()).mount(router);
        new CreateForm(tools, world.quote(), new Creating(tools, progress)).mount(router);
        new DeleteForm(tools, progress, once).mount(router);
        Approvals approvals = part(
                parts, new Approvals(tools, notes, world.client(), settings.namespace(), settings.approvals(), clock));
        approvals.mount(router);
        new Words(tools, Mentions::parse).mount(router);
        new Home(tools).mount(router);
        Worker worker = part(parts, new Worker(new Inbox(notes, clock), router));
        App app = BoltApp.of(worker);
        Secret secret = settings.signingSecret();
        Secret token = settings.appToken();
        if (token != null) {
            part(parts, SocketLink.open(web, token, app));
        }
        worker.start();
        progress.start();
        approvals.start();
        LOG.info("event=slack_bot_works workspace={} http={} socket={}", workspace, secret != null, token != null);
        return new SlackBot(parts, secret == null ? null : new SignedDoor(new Signatures(secret, clock), app));
    }

    /** What begins last ends first. */
    private static <T extends AutoCloseable> T part(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    /** Where signed requests go; empty where there is no signing secret. */
    public Optional<SlackDoor> door() {
        return Optional.ofNullable(door);
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                // AutoCloseable declares nothing narrower. The rest has to end too.
                LOG.warn("event=slack_part_not_closed part={}", part.getClass().getSimpleName(), e);
            }
        }
    }
}
