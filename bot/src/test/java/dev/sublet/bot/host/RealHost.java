package dev.sublet.bot.host;

import dev.sublet.bot.action.Actions;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.operator.VclusterOperator;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.power.People;
import dev.sublet.bot.quote.Pricer;
import dev.sublet.bot.release.ChartStore;
import dev.sublet.bot.release.HelmReleases;
import dev.sublet.bot.removal.LeakScan;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.OperatorSettings;
import dev.sublet.bot.work.SecretVclusters;
import dev.sublet.bot.work.StepWatch;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A host cluster for one test class: a real API server, a hand that does the kubelets' work, a namespace for VirtualClusters with a name
 * of its own, and the operator with the real Helm. Several may be at work on one server. Not thread-safe.
 */
public final class RealHost implements AutoCloseable {
    public static final Duration LIMIT = Duration.ofSeconds(90);
    private final String mark = Long.toString(System.nanoTime() & 0xfffffffL, Character.MAX_RADIX);
    private final Path folder;
    private final KubernetesClient client = RealServer.require();
    private final HandKubelet kubelet;
    private KubernetesClient own = client;
    private UnaryOperator<OperatorSettings> settings = UnaryOperator.identity();
    private Clock clock = Clock.systemUTC();
    private Actions actions = Actions.NONE;
    private People people = People.UNKNOWN;
    private Pricer pricer = Pricer.NONE;
    private StepWatch watch = StepWatch.NONE;
    private @Nullable VclusterOperator operator;
    private @Nullable Host host;

    public RealHost(Path folder) {
        this.folder = folder;
        kubelet = new HandKubelet(client, Resolver.PREFIX + "t" + mark, VclusterServer::kubeconfig);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace())
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    public KubernetesClient client() {
        return client;
    }

    /** Where its VirtualClusters are. */
    public String namespace() {
        return "t" + mark;
    }

    /** A name that no other test has. */
    public String name(String ending) {
        return "t" + mark + "-" + ending;
    }

    public String hostNamespace(String ending) {
        return Resolver.PREFIX + name(ending);
    }

    /** The operator works with the shipped rights alone, by a token of its ServiceAccount. */
    public RealHost withShippedRights() {
        own = OperatorRights.grant(client, namespace());
        return this;
    }

    /** With the shipped rights, and each request of the operator is counted; those of Helm are not. */
    public RealHost withShippedRights(RequestCount count) {
        own = OperatorRights.grant(client, namespace(), count);
        return this;
    }

    /** The shipped rights as a kubeconfig, for an operator in a process of its own. */
    public Path shippedRights() {
        return OperatorRights.grant(client, namespace(), folder.resolve("operator.kubeconfig"));
    }

    /** What the operator works with: the administrator's client unless it has the shipped rights. */
    public KubernetesClient own() {
        return own;
    }

    public RealHost settings(UnaryOperator<OperatorSettings> change) {
        settings = change;
        return this;
    }

    public RealHost clock(Clock other) {
        clock = other;
        return this;
    }

    public RealHost actions(Actions other) {
        actions = other;
        return this;
    }

    public RealHost people(People other) {
        people = other;
        return this;
    }

    public RealHost pricer(Pricer other) {
        pricer = other;
        return this;
    }

    public RealHost watch(StepWatch other) {
        watch = other;
        return this;
    }

    /** What the operator works with; made once. */
    public Host host() {
        if (host == null) {
            OperatorSettings usual = OperatorSettings.in(namespace());
            OperatorSettings chosen = settings.apply(new OperatorSettings(
                    usual.namespace(),
                    usual.account(),
                    usual.labels(),
                    null,
                    null,
                    Set.of(namespace()),
                    usual.parallel(),
                    usual.patience()));
            host = Host.of(
                    own,
                    new HelmReleases(own, new ChartStore(folder.resolve("charts"))),
                    new SecretVclusters(own),
                    chosen,
                    actions,
                    clock);
        }
        return host;
    }

    /** Starts the operator with the blueprint {@code standard} and more of its YAML. */
    public RealHost start(String more) throws IOException {
        operator = VclusterOperator.start(host(), blueprints(more), people, pricer, watch, false);
        return this;
    }

    public Blueprints blueprints(String more) throws IOException {
        Files.createDirectories(folder.resolve("blueprints"));
        return TestBlueprints.standard(folder.resolve("blueprints"), more);
    }

    public void stop() {
        if (operator != null) {
            operator.close();
            operator = null;
        }
    }

    /** A VirtualCluster of team shop and cost center cc-1, with more of its spec as YAML, such as {@code paused: true}. */
    public VirtualCluster create(String ending, String more) {
        VirtualCluster wanted = new VirtualCluster();
        wanted.getMetadata().setName(name(ending));
        wanted.getMetadata().setNamespace(namespace());
        wanted.setSpec(spec(more));
        return client.resource(wanted).create();
    }

    private static VirtualClusterSpec spec(String more) {
        return Serialization.unmarshal(
                "owner: " + Serialization.asJson(new Owner("shop", "cc-1", "ann@example.com"))
                        + "\nblueprint: standard\n" + more.stripIndent(),
                VirtualClusterSpec.class);
    }

    public @Nullable VirtualCluster get(String ending) {
        return client.resources(VirtualCluster.class)
                .inNamespace(namespace())
                .withName(name(ending))
                .get();
    }

    /** Merges a patch into the resource, as YAML or JSON: {@code {"spec": {"paused": true}}}. */
    public void patch(String ending, String patch) {
        client.resources(VirtualCluster.class)
                .inNamespace(namespace())
                .withName(name(ending))
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    public VirtualCluster await(String ending, Phase phase) {
        Eventually.isTrue(
                LIMIT,
                () -> ending + " never was " + phase + ": " + Serialization.asYaml(get(ending)),
                () -> phase(ending) == phase);
        VirtualCluster there = get(ending);
        if (there == null) {
            throw new AssertionError(ending + " is gone");
        }
        return there;
    }

    public @Nullable Phase phase(String ending) {
        VirtualCluster there = get(ending);
        return there == null || there.getStatus() == null
                ? null
                : there.getStatus().phase();
    }

    public void delete(String ending) {
        client.resources(VirtualCluster.class)
                .inNamespace(namespace())
                .withName(name(ending))
                .delete();
    }

    public void awaitGone(String ending) {
        Eventually.isTrue(
                LIMIT,
                () -> ending + " is still there: " + Serialization.asYaml(get(ending)),
                () -> get(ending) == null);
    }

    /** What is left of this host's virtual clusters, and what could not be looked at. */
    public List<String> leaks() {
        LeakScan scan = LeakScan.of(client, null, Clock.systemUTC());
        return Stream.concat(
                        scan.unread().stream(),
                        scan.leaks().stream()
                                .filter(leak -> leak.name().contains(namespace())
                                        || String.valueOf(leak.namespace()).contains(namespace()))
                                .map(Object::toString))
                .toList();
    }

    @Override
    public void close() {
        stop();
        kubelet.close();
        if (own != client) {
            own.close();
        }
        client.close();
    }
}
