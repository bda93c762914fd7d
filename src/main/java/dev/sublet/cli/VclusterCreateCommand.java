package dev.sublet.cli;

import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.desk.Preview;
import dev.sublet.bot.resource.ArgoCdSpec;
import dev.sublet.bot.resource.ExposeSpec;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.VirtualClusterSpec;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet vcluster create}. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Asks for a new virtual cluster. With --dry-run it shows what would be made and what it would cost.")
final class VclusterCreateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Its name: a-z, 0-9 and dashes.")
    private String name = "";

    @Option(names = "--team", paramLabel = "NAME", required = true, description = "Who has it.")
    private String team = "";

    @Option(names = "--cost-center", paramLabel = "NAME", required = true, description = "Who pays.")
    private String costCenter = "";

    @Option(names = "--blueprint", paramLabel = "NAME", required = true, description = "What it is made by.")
    private String blueprint = "";

    @Option(names = "--size", paramLabel = "NAME", description = "One of the blueprint's sizes; default: its first.")
    private @Nullable String size;

    @Option(names = "--kubernetes-version", paramLabel = "VERSION", description = "Inside it, such as 1.36.")
    private @Nullable String kubernetes;

    @Option(names = "--chart-version", paramLabel = "VERSION", description = "Of the vcluster chart, such as 0.37.0.")
    private @Nullable String chart;

    @Option(names = "--ttl", paramLabel = "TIME", description = "How long it lives, such as 8h or 14d.")
    private @Nullable String life;

    @Option(
            names = "--expose",
            paramLabel = "ingress|loadbalancer|gateway",
            description = "How it is reached from outside the host cluster.")
    private ExposeSpec.@Nullable Way expose;

    @Option(names = "--argocd", description = "Make it known to ArgoCD.")
    private boolean argocd;

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Mixin
    private AskerOption asker = new AskerOption();

    @Mixin
    private HostOption host = new HostOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Asker by = asker.asker();
        VirtualClusterSpec wanted = new VirtualClusterSpec(
                new Owner(team, costCenter, by.person()),
                blueprint,
                size,
                kubernetes,
                chart,
                life,
                null,
                false,
                false,
                expose == null ? null : new ExposeSpec(expose, null),
                argocd ? new ArgoCdSpec(true, null, Map.of()) : null);
        if (dryRun.isAsked()) {
            Blueprints blueprints = dryRun.blueprints();
            // As comments, so that what is printed stays YAML.
            dryRun.made(Preview.wanted(blueprints, name, wanted))
                    .lines()
                    .forEach(line -> spec.commandLine().getOut().println("# " + line));
            spec.commandLine().getOut().print(Preview.of(blueprints, name, wanted));
            return 0;
        }
        host.atDesk(desk -> desk.create(name, wanted, by));
        spec.commandLine()
                .getOut()
                .println(name + " is asked for; 'sublet vcluster show " + name + "' tells how far it is");
        return 0;
    }
}
