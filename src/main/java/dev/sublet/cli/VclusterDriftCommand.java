package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.desk.Listing;
import dev.sublet.bot.resource.DriftStatus;
import dev.sublet.bot.resource.VirtualCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet vcluster drift}. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "What differs from the blueprint, as last compared or, with --now, compared by dry run at once."
                + " Exit code 1 when something does.")
final class VclusterDriftCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    @Parameters(paramLabel = "NAME", description = "The virtual cluster.")
    private String name = "";

    @Option(names = "--now", description = "Ask the operator to compare now. Nothing is changed.")
    private boolean now;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for it; default: ${DEFAULT-VALUE}.")
    private int patience;

    @Mixin
    private AskerOption asker = new AskerOption();

    @Mixin
    private HostOption host = new HostOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        VirtualCluster there = host.atDesk(desk -> now ? compared(desk, asker.asker()) : desk.get(name));
        DriftStatus drift = drift(there);
        if (drift == null) {
            throw Problem.environment(name + " was never compared: it is compared while it runs; 'sublet vcluster show "
                    + name + "' says how it is");
        }
        spec.commandLine().getOut().print(Listing.drift(there, format.format()));
        return drift.items().stream().allMatch(item -> item.repaired())
                        && drift.items().size() == drift.count()
                ? 0
                : 1;
    }

    private VirtualCluster compared(Desk desk, Asker by) {
        Instant asked = desk.lookAtDrift(name, by);
        long endNanos = System.nanoTime() + Duration.ofSeconds(patience).toNanos();
        while (System.nanoTime() < endNanos) {
            VirtualCluster there = desk.get(name);
            DriftStatus drift = drift(there);
            if (drift != null && !Instant.parse(drift.checkedAt()).isBefore(asked)) {
                return there;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        throw Problem.environment("nothing compared " + name + " within " + patience
                + " s: it has to run, and an operator too; without --now the last comparison is shown");
    }

    private static @Nullable DriftStatus drift(VirtualCluster there) {
        return there.getStatus() == null ? null : there.getStatus().drift();
    }
}
