package dev.sublet.bot.slack;

import com.sun.net.httpserver.HttpServer;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.slack.commands.Entrance;
import dev.sublet.bot.slack.transport.SlackDoor;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import dev.sublet.simulator.slack.AppSettings;
import dev.sublet.simulator.slack.Channel;
import dev.sublet.simulator.slack.Person;
import dev.sublet.simulator.slack.SlackStandIn;
import dev.sublet.simulator.slack.UserGroup;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A workspace with people and teams, a ledger, and the bot behind a plain HTTP server. Not thread-safe. */
public final class SlackHouse implements AutoCloseable {
    public static final Duration SOON = Duration.ofSeconds(15);
    public static final Duration LONG = Duration.ofSeconds(90);

    public final SlackStandIn slack;
    public final Person ann;
    public final Person lee;
    public final Person root;
    public final Person bob;
    public final Person gus;
    public final Channel payments;
    public final Channel general;
    public final Ledger ledger;

    private final AtomicReference<SlackDoor> door = new AtomicReference<>((headers, body) -> {
        throw new IllegalStateException("no bot yet");
    });
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Path teams;
    private final Clock clock;
    private @Nullable SlackBot bot;
    private @Nullable Entrance entrance;
    private Function<Question, Answer> answers = question -> Answer.problem("no prices", 2);

    public SlackHouse(Path folder, AppSettings app, Clock clock) throws IOException {
        this.clock = clock;
        slack = SlackStandIn.start(app, clock);
        ann = slack.workspace().person("ann", "Ann@example.com");
        lee = slack.workspace().person("lee", "lee@example.com");
        root = slack.workspace().person("root", "root@example.com");
        bob = slack.workspace().person("bob", "bob@example.com");
        gus = slack.workspace().guest("gus", "gus@partner.example");
        UserGroup group = slack.workspace().group("payments-team", ann);
        payments = slack.workspace().channel("payments", ann, lee, gus);
        general = slack.workspace().channel("general", ann, lee, root, bob);
        teams = Files.writeString(folder.resolve("teams.yaml"), """
                teams:
                  - {name: payments, costCenters: [cc-1001], channel: %s, groups: [%s], leads: [lee@example.com]}
                  - {name: shop, costCenters: [cc-2001], members: [bob@example.com], leads: [bob@example.com]}
                admins: {members: [root@example.com]}
                finance: {members: []}
                """.formatted(payments.id(), group.id()));
        ledger = Ledger.open(folder.resolve("data"), LedgerSettings.defaults(), clock);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/slack/events", exchange -> {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            SlackDoor.Reply reply =
                    door.get().take(headers, exchange.getRequestBody().readAllBytes());
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        slack.deliverTo(address());
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slack/events");
    }

    public SlackHouse entrance(Entrance other) {
        entrance = other;
        return this;
    }

    public SlackHouse answers(Function<Question, Answer> other) {
        answers = other;
        return this;
    }

    /** Starts the bot, or a next one after {@link #stop}. */
    public SlackHouse start(KubernetesClient client, String namespace, Blueprints blueprints, boolean socket) {
        bot = SlackBot.start(
                new SlackSettings(
                        new Secret(slack.app().botToken()),
                        socket ? null : new Secret(slack.app().signingSecret()),
                        socket ? new Secret(slack.app().appToken()) : null,
                        teams,
                        namespace,
                        slack.apiUrl(),
                        null),
                new SlackBot.World(
                        client,
                        blueprints,
                        ledger,
                        answers,
                        (spec, costs) -> "*About 4.20 USD a day*",
                        entrance,
                        clock));
        bot.door().ifPresent(door::set);
        return this;
    }

    public SlackDoor door() {
        return door.get();
    }

    public void stop() {
        if (bot != null) {
            bot.close();
            bot = null;
        }
    }

    @Override
    public void close() {
        stop();
        server.stop(0);
        threads.shutdownNow();
        ledger.close();
        slack.close();
    }
}
