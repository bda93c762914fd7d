package dev.sublet.cli;

import dev.sublet.bot.desk.Asker;
import dev.sublet.bot.desk.Desk;
import dev.sublet.bot.resource.SnapshotStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sublet vcluster restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Brings a virtual cluster back to a snapshot: its store, its volumes and the versions of then. What is"
                        + " there now is copied first.")
final class VclusterRestoreCommand extends VclusterCommand.Change {
    @Option(
            names = "--snapshot",
            paramLabel = "NAME",
            required = true,
            description = "Which; 'sublet vcluster snapshots' lists them.")
    private String snapshot = "";

    @Override
    String change(Desk desk, String name, Asker by, @Nullable String reason) {
        SnapshotStatus to = desk.restore(name, snapshot, by, reason);
        return name + " goes back to " + to.takenAt() + ", with " + to.volumes().size()
                + " volumes; it is stopped meanwhile, and people ask for access anew afterwards; 'sublet vcluster show "
                + name + "' tells how far it is";
    }
}
