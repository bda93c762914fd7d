package dev.sublet.daemon;

import dev.sublet.Problem;
import dev.sublet.bot.action.LedgerActions;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.operator.VclusterOperator;
import dev.sublet.bot.power.LedgerPeople;
import dev.sublet.bot.quote.AskingPricer;
import dev.sublet.bot.release.ChartStore;
import dev.sublet.bot.release.HelmReleases;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.SecretVclusters;
import dev.sublet.bot.work.StepWatch;
import dev.sublet.collector.CollectorSettings;
import dev.sublet.collector.watch.HostClient;
import dev.sublet.ledger.Ledger;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.Question;
import dev.sublet.reporter.terms.TermsTexts;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator of a daemon, with a client of its own. Where no blueprints are configured there is none. */
final class OperatorStation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorStation.class);

    private final @Nullable KubernetesClient client;
    private final @Nullable VclusterOperator operator;

    private OperatorStation(@Nullable KubernetesClient client, @Nullable VclusterOperator operator) {
        this.client = client;
        this.operator = operator;
    }

    /**
     * Starts the operator, should there be one.
     *
     * @param answers who tells prices
     * @param data the daemon's folder, which keeps charts that came from afar
     * @throws Problem when the cluster does not know VirtualClusters or does not let the operator work
     */
    static OperatorStation start(
            @Nullable BotSettings settings,
            CollectorSettings collector,
            Path data,
            Ledger ledger,
            Function<Question, Answer> answers,
            Clock clock) {
        if (settings == null) {
            return new OperatorStation(null, null);
        }
        Blueprints blueprints = Blueprints.read(settings.blueprints());
        Path kubeconfig = settings.kubeconfig() == null ? collector.kubeconfig() : settings.kubeconfig();
        String context = settings.context() == null ? collector.context() : settings.context();
        KubernetesClient client = HostClient.open(kubeconfig, context);
        try {
            Host host = Host.of(
                    client,
                    new HelmReleases(client, new ChartStore(data.resolve("charts"))),
                    new SecretVclusters(client),
                    settings.operator(),
                    new LedgerActions(ledger),
                    clock);
            VclusterOperator operator = VclusterOperator.start(
                    host,
                    blueprints,
                    new LedgerPeople(ledger),
                    new AskingPricer(answers, collector.clusterName(), TermsTexts.none(), clock),
                    StepWatch.NONE,
                    settings.leads());
            LOG.info(
                    "event=operating blueprints={} namespace={}",
                    blueprints.newest().size(),
                    settings.operator().namespace());
            return new OperatorStation(client, operator);
        } catch (OperatorException | KubernetesClientException e) {
            client.close();
            throw Problem.environment(
                    "the operator cannot work: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "; apply deploy/crds and its rights, or leave out bot.blueprints",
                    e);
        }
    }

    @Override
    public void close() {
        if (operator != null) {
            operator.close();
        }
        if (client != null) {
            client.close();
        }
    }
}
