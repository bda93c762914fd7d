package dev.sublet.bot.operator;

import dev.sublet.bot.action.Actions;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.host.RealServer;
import dev.sublet.bot.power.People;
import dev.sublet.bot.quote.Pricer;
import dev.sublet.bot.release.ChartStore;
import dev.sublet.bot.release.HelmReleases;
import dev.sublet.bot.work.Host;
import dev.sublet.bot.work.OperatorSettings;
import dev.sublet.bot.work.SecretVclusters;
import dev.sublet.bot.work.StepWatch;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An operator in a process of its own that ends itself, as a kill would, at one step of one VirtualCluster: before it, after it, or some
 * time into it.
 */
final class OperatorProcess {
    private static final int KILLED = 137;

    private OperatorProcess() {}

    /** @param victim namespace/name, step and moment (BEFORE, AFTER or milliseconds), or nothing to live on */
    static Process start(Path kubeconfig, String namespace, Path folder, String... victim) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OperatorProcess.class.getName(),
                kubeconfig.toString(),
                namespace,
                folder.toString()));
        command.addAll(List.of(victim));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("operator.log").toFile()))
                .start();
    }

    public static void main(String[] args) {
        KubernetesClient client = RealServer.open(Path.of(args[0]));
        OperatorSettings usual = OperatorSettings.in(args[1]);
        OperatorSettings settings = new OperatorSettings(
                usual.namespace(),
                usual.account(),
                usual.labels(),
                null,
                null,
                Set.of(args[1]),
                usual.parallel(),
                Duration.ofHours(1));
        Path folder = Path.of(args[2]);
        Host host = Host.of(
                client,
                new HelmReleases(client, new ChartStore(folder.resolve("charts"))),
                new SecretVclusters(client),
                settings,
                Actions.NONE,
                // Ahead of the server's: a deletion's undo window is over at once.
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)));
        StepWatch watch = args.length < 6 ? StepWatch.NONE : (who, step, moment) -> at(args, who, step, moment);
        VclusterOperator.start(
                host, Blueprints.read(folder.resolve("blueprints")), People.UNKNOWN, Pricer.NONE, watch, false);
    }

    private static void at(String[] args, String who, String step, StepWatch.Moment moment) {
        if (!who.equals(args[3]) || !step.equals(args[4])) {
            return;
        }
        if (moment.name().equals(args[5])) {
            Runtime.getRuntime().halt(KILLED);
        }
        if (moment == StepWatch.Moment.BEFORE && args[5].matches("[0-9]+")) {
            Thread killer = new Thread(() -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[5])));
                Runtime.getRuntime().halt(KILLED);
            });
            killer.start();
        }
    }
}
