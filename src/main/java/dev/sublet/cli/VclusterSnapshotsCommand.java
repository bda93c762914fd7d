package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.bot.desk.WayBack;
import dev.sublet.bot.resource.SnapshotStatus;
import dev.sublet.reporter.price.PriceBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet vcluster snapshots}. */
@Command(
        name = "snapshots",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "The snapshots of a virtual cluster, until when each is kept, and what that costs.")
final class VclusterSnapshotsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The virtual cluster.")
    private String name = "";

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "A price book; snapshots are priced by the entry under volumes whose storageClass is their"
                    + " VolumeSnapshotClass.")
    private @Nullable Path prices;

    @Option(names = "--cluster", paramLabel = "NAME", description = "The host cluster, where prices differ by cluster.")
    private @Nullable String cluster;

    @Mixin
    private HostOption host = new HostOption();

    @Mixin
    private FormatOption format = new FormatOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PriceBook book = prices == null ? null : read(prices);
        List<SnapshotStatus> all = host.atDesk(desk -> desk.snapshots(name));
        spec.commandLine()
                .getOut()
                .print(WayBack.write(all, book, cluster, Clock.systemUTC().instant(), format.format()));
        return 0;
    }

    private static PriceBook read(Path file) {
        try {
            return PriceBook.parse(Files.readString(file), String.valueOf(file.getFileName()));
        } catch (IOException e) {
            throw Problem.wrongUse("price book " + file + " cannot be read; name a file with --prices", e);
        }
    }
}
