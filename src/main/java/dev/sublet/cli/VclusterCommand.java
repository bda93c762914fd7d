package dev.sublet.cli;

import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.desk.Listing;
import dev.sublet.bot.resource.Durations;
import dev.sublet.bot.resource.VirtualCluster;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet vcluster}. */
@Command(
        name = "vcluster",
        mixinStandardHelpOptions = true,
        description = "Virtual clusters on a host cluster: asks for changes that the operator makes.",
        subcommands = {
            VclusterCommand.All.class,
            VclusterCommand.Show.class,
            VclusterCreateCommand.class,
            VclusterApproveCommand.Pending.class,
            VclusterApproveCommand.Approve.class,
            VclusterApproveCommand.Refuse.class,
            VclusterCommand.Pause.class,
            VclusterCommand.Resume.class,
            VclusterCommand.Extend.class,
            VclusterCommand.Resize.class,
            VclusterCommand.Upgrade.class,
            VclusterCommand.Protect.class,
            VclusterCommand.Unprotect.class,
            VclusterCommand.Delete.class,
            VclusterCommand.Undo.class,
            VclusterAccessCommand.Listed.class,
            VclusterAccessCommand.Kubeconfig.class,
            VclusterAccessCommand.Revoke.class,
            VclusterSnapshotsCommand.class,
            VclusterRestoreCommand.class,
            VclusterTransferCommand.class,
            VclusterAdoptCommand.class,
            VclusterDriftCommand.class,
            VclusterLeaksCommand.class,
            VclusterParityCommand.class
        })
final class VclusterCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "what about virtual clusters? give a subcommand such as list, show or create");
    }

    /** {@code sublet vcluster list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, sortOptions = false, description = "All of a namespace.")
    static final class All implements Callable<Integer> {
        @Mixin
        private HostOption host = new HostOption();

        @Mixin
        private FormatOption format = new FormatOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            String text = host.atDesk(desk -> Listing.write(desk.list(), desk.unmanaged(), format.format()));
            spec.commandLine().getOut().print(text);
            return 0;
        }
    }

    /** {@code sublet vcluster show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "One: its state in sentences, conditions, drift, snapshots.")
    static final class Show extends OnOne {
        @Override
        String ask(Desk desk, String name) {
            return Listing.show(desk.get(name));
        }
    }

    /** A command on one virtual cluster. */
    abstract static class OnOne implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The virtual cluster.")
        private String name = "";

        @Mixin
        private HostOption host = new HostOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            String text = host.atDesk(desk -> ask(desk, name));
            spec.commandLine().getOut().print(text);
            return 0;
        }

        /** What to print. */
        abstract String ask(Desk desk, String name);
    }

    /** A command that changes one. */
    abstract static class Change extends OnOne {
        @Mixin
        private AskerOption asker = new AskerOption();

        @Override
        String ask(Desk desk, String name) {
            return change(desk, name, asker.asker(), asker.reason()) + "\n";
        }

        abstract String change(Desk desk, String name, Asker by, @Nullable String reason);
    }

    /** {@code sublet vcluster pause}. */
    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Stops it until somebody resumes it. Volumes stay, and cost.")
    static final class Pause extends Change {
        @Override
        String change(Desk desk, String name, Asker by, @Nullable String reason) {
            desk.pause(name, by, reason);
            return name + " is being paused";
        }
    }

    /** {@code sublet vcluster resume}. */
    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Starts it again, out of its sleep too.")
    static final class Resume extends Change {
        @Mixin
        private DryRunOption dryRun = new DryRunOption();

        @Override
        String change(Desk desk, String name, Asker by, @Nullable String reason) {
            if (dryRun.isAsked()) {
                return dryRun.resumed(desk.get(name)).stripTrailing();
            }
            desk.resume(name, by);
            return name + " is being started";
        }
    }

    /** {@code sublet vcluster extend}. */
    @Command(
            name = "extend",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lets it live longer, as far as its blueprint allows.")
    static final class Extend extends Change {
        @Option(names = "--for", paramLabel = "TIME", required = true, description = "By how much, such as 8h or 14d.")
        private String by = "";

        @Mixin
        private DryRunOption dryRun = new DryRunOption();

        @Override
        String change(Desk desk, String name, Asker asker, @Nullable String reason) {
            if (dryRun.isAsked()) {
                VirtualCluster there = desk.get(name);
                String life = Durations.text(desk.extended(there, by));
                return dryRun.changed(there, spec -> spec.withTimeToLive(life)).stripTrailing();
            }
            return name + " will live until " + desk.extend(name, by, asker);
        }
    }

    /** {@code sublet vcluster resize}. */
    @Command(
            name = "resize",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Gives it another of its blueprint's sizes.")
    static final class Resize extends Change {
        @Option(names = "--size", paramLabel = "NAME", required = true, description = "The size.")
        private String size = "";

        @Mixin
        private DryRunOption dryRun = new DryRunOption();

        @Override
        String change(Desk desk, String name, Asker by, @Nullable String reason) {
            if (dryRun.isAsked()) {
                return dryRun.changed(desk.get(name), spec -> spec.withSize(size))
                        .stripTrailing();
            }
            desk.resize(name, size, by);
            return name + " is being resized to " + size;
        }
    }

    /** {@code sublet vcluster upgrade}. */
    @Command(
            name = "upgrade",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Brings it to other versions, one minor at a time.")
    static final class Upgrade extends Change {
        @Option(names = "--kubernetes-version", paramLabel = "VERSION", description = "Inside it, such as 1.36.")
        private @Nullable String kubernetes;

        @Option(
                names = "--chart-version",
                paramLabel = "VERSION",
                description = "Of the vcluster chart, such as 0.37.0.")
        private @Nullable String chart;

        @Override
        String change(Desk desk, String name, Asker by, @Nullable String reason) {
            desk.upgrade(name, kubernetes, chart, by);
            return name + " is being upgraded; 'sublet vcluster show " + name + "' tells how far it is";
        }
    }

    /** {@code sublet vcluster protect}. */
    @Command(
            name = "protect",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Keeps it from deletion and from its end.")
    static final class Protect extends Change {
        @Override
        String change(Desk desk, String name, Asker by, @Nullable String reason) {
            desk.protect(name, true, by);
            return name + " is protected";
        }
    }

    /** {@code sublet vcluster unprotect}. */
    @Command(
            name = "unprotect",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Takes the protection away.")
    static final class Unprotect extends Change {
        @Override
        String change(Desk desk, String name, Asker by, @Nullable String reason) {
            desk.protect(name, false, by);
            return name + " is no longer protected";
        }
    }

    /** {@code sublet vcluster delete}. */
    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Pauses it, and removes it for good when its blueprint's undo window ends.")
    static final class Delete extends Change {
        @Override
        String change(Desk desk, String name, Asker by, @Nullable String reason) {
            desk.delete(name, by, reason);
            return name + " is paused and will be removed; 'sublet vcluster show " + name + "' says when";
        }
    }

    /** {@code sublet vcluster undo}. */
    @Command(
            name = "undo",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Takes a deletion back while its undo window is open.")
    static final class Undo extends Change {
        @Override
        String change(Desk desk, String name, Asker by, @Nullable String reason) {
            desk.undo(name, by);
            return name + " comes back as it was";
        }
    }
}
