package dev.sublet.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sublet.Problem;
import dev.sublet.bot.action.Request;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.quote.AskingPricer;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.bot.slack.Secret;
import dev.sublet.bot.slack.SlackBot;
import dev.sublet.bot.slack.SlackSettings;
import dev.sublet.bot.slack.manifest.Manifest;
import dev.sublet.bot.slack.modals.PricedQuote;
import dev.sublet.bot.slack.transport.LateDoor;
import dev.sublet.ledger.Ledger;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.terms.TermsTexts;
import dev.sublet.simulator.scenario.Fleet;
import dev.sublet.simulator.slack.AppSettings;
import dev.sublet.simulator.slack.Channel;
import dev.sublet.simulator.slack.Person;
import dev.sublet.simulator.slack.SlackStandIn;
import dev.sublet.simulator.slack.Workspace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The bot in the stand-in for Slack, with people of the demo's teams and its fleet as VirtualClusters. */
final class DemoSlack implements AutoCloseable {
    private static final String NAMESPACE = "sublet";
    private static final String BLUEPRINT = """
            name: standard
            version: 1
            kubernetes: ["1.36"]
            chart: {source: "https://charts.loft.sh", versions: ["0.37.0"]}
            sizes:
              small: {cpu: "2", memory: 8Gi, storage: 20Gi, pods: 40}
              large: {cpu: "8", memory: 32Gi, storage: 100Gi, pods: 150}
            life: {default: 14d, max: 90d}
            undo: 1h
            """;

    /** Who has what, as the demo's labels say. */
    private static final List<Owner> OWNERS = List.of(
            new Owner("payments", "cc-1001", "ann@example.com"),
            new Owner("search", "cc-1002", "bob@example.com"),
            new Owner("analytics", "cc-1003", "bob@example.com"));

    private final SlackStandIn slack;
    private final SlackBot bot;
    private final PretendOperator operator;

    private DemoSlack(SlackStandIn slack, SlackBot bot, PretendOperator operator) {
        this.slack = slack;
        this.bot = bot;
        this.operator = operator;
    }

    /** Starts stand-in and bot; requests come in at the door. */
    static DemoSlack start(
            Path data,
            KubernetesClient client,
            Ledger ledger,
            Function<Question, Answer> answers,
            LateDoor door,
            URI doorAt,
            Clock clock) {
        try {
            String manifest = Manifest.yaml("https://sublet.example");
            SlackStandIn slack = SlackStandIn.start(
                    AppSettings.fromManifest(new ObjectMapper(new YAMLFactory()).readTree(manifest)), clock);
            try {
                Path teams = Files.writeString(data.resolve("slack-teams.yaml"), people(slack.workspace()));
                Path blueprints = Files.createDirectories(data.resolve("blueprints"));
                Files.writeString(blueprints.resolve("standard.yaml"), BLUEPRINT);
                OWNERS.forEach(owner -> give(client, owner));
                Blueprints read = Blueprints.read(blueprints);
                SlackBot bot = SlackBot.start(
                        settings(slack, teams),
                        new SlackBot.World(
                                client,
                                read,
                                ledger,
                                answers,
                                new PricedQuote(
                                        read, new AskingPricer(answers, Fleet.CLUSTER_NAME, TermsTexts.none(), clock)),
                                null,
                                clock));
                bot.door().ifPresent(door::open);
                slack.deliverTo(doorAt);
                PretendOperator operator = new PretendOperator(client, NAMESPACE, clock);
                operator.start();
                return new DemoSlack(slack, bot, operator);
            } catch (IOException | RuntimeException failed) {
                slack.close();
                throw failed;
            }
        } catch (IOException e) {
            throw Problem.environment(
                    "the Slack bot's files cannot be written to data folder " + data + " (" + e
                            + "); name another one with --data",
                    e);
        }
    }

    /** Where the stand-in's page is. */
    String url() {
        return slack.url();
    }

    private static String people(Workspace workspace) {
        Person ann = workspace.person("ann", "ann@example.com");
        Person bob = workspace.person("bob", "bob@example.com");
        Person lee = workspace.person("lee", "lee@example.com");
        Person olga = workspace.person("olga", "olga@example.com");
        Person gus = workspace.guest("gus", "gus@partner.example");
        Channel payments = workspace.channel("payments", ann, lee, gus);
        Channel search = workspace.channel("search", bob, lee);
        workspace.channel("general", ann, bob, lee, olga);
        return """
                teams:
                  - {name: payments, costCenters: [cc-1001], channel: %s, members: [ann@example.com], leads: [lee@example.com]}
                  - {name: search, costCenters: [cc-1002], channel: %s, members: [bob@example.com], leads: [lee@example.com]}
                  - {name: analytics, costCenters: [cc-1003], members: [bob@example.com], leads: [lee@example.com]}
                admins: {members: [olga@example.com]}
                finance: {members: []}
                """.formatted(payments.id(), search.id());
    }

    private static SlackSettings settings(SlackStandIn slack, Path teams) {
        return new SlackSettings(
                new Secret(slack.app().botToken()),
                new Secret(slack.app().signingSecret()),
                null,
                teams,
                NAMESPACE,
                slack.apiUrl(),
                null);
    }

    private static void give(KubernetesClient client, Owner owner) {
        VirtualCluster one = new VirtualCluster();
        one.getMetadata().setName(owner.team());
        one.getMetadata().setNamespace(NAMESPACE);
        Request made = new Request(
                UUID.randomUUID().toString(),
                "create",
                owner.requester() == null ? owner.team() : owner.requester(),
                null,
                "cli",
                null);
        one.getMetadata().setAnnotations(Map.of(Request.ANNOTATION, made.json()));
        one.setSpec(
                new VirtualClusterSpec(owner, "standard", "small", null, null, "90d", null, false, false, null, null));
        client.resource(one).create();
    }

    @Override
    public void close() {
        operator.close();
        bot.close();
        slack.close();
    }
}
