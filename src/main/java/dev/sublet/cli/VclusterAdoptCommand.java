package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.bot.adopt.AdoptionPlan;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.resource.Owner;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet vcluster adopt}. */
@Command(
        name = "adopt",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Puts a vcluster that others made under a blueprint. Shows what would change, and changes it with --yes."
                        + " Exit code 1 when it cannot be.")
final class VclusterAdoptCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAMESPACE/NAME", description = "As 'sublet vcluster list' names it.")
    private String reference = "";

    @Option(names = "--team", paramLabel = "NAME", required = true, description = "Who has it.")
    private String team = "";

    @Option(names = "--cost-center", paramLabel = "NAME", required = true, description = "Who pays.")
    private String costCenter = "";

    @Option(names = "--blueprint", paramLabel = "NAME", required = true, description = "What it comes under.")
    private String blueprint = "";

    @Option(names = "--size", paramLabel = "NAME", description = "One of the blueprint's sizes; default: its first.")
    private @Nullable String size;

    @Option(names = "--blueprints", paramLabel = "DIR", required = true, description = "The blueprints' folder.")
    private Path blueprints = Path.of("");

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Mixin
    private AskerOption asker = new AskerOption();

    @Mixin
    private HostOption host = new HostOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String[] parts = reference.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw Problem.wrongUse("\"" + reference + "\" is not NAMESPACE/NAME; 'sublet vcluster list' shows both");
        }
        Asker by = asker.asker();
        Blueprints known = Blueprints.read(blueprints);
        Owner owner = new Owner(team, costCenter, by.person());
        AdoptionPlan plan = host.atDesk(desk -> {
            AdoptionPlan made = desk.planAdoption(parts[0], parts[1], known, blueprint, size, owner);
            spec.commandLine().getOut().print(made.text());
            spec.commandLine().getOut().flush();
            if (yes && made.refusals().isEmpty()) {
                desk.adopt(made, by);
            }
            return made;
        });
        if (!plan.refusals().isEmpty()) {
            return 1;
        }
        spec.commandLine()
                .getOut()
                .println(
                        yes
                                ? plan.name() + " is adopted; 'sublet vcluster show " + plan.name()
                                        + "' tells how far it is"
                                : "nothing is changed; --yes does it");
        return 0;
    }
}
