package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.replay.ReplayRun;
import dev.sublet.reporter.terms.TermsFiles;
import dev.sublet.simulator.recording.Recording;
import dev.sublet.simulator.replay.Pacer;
import dev.sublet.simulator.replay.ReplaySummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sublet replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Feeds a recording of a real cluster through the collector. Replaying twice changes nothing.")
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECORDING", description = "A folder, or a .tar.xz or .tar.zst of one.")
    private Path path = Path.of("");

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--speed", paramLabel = "N", description = "N times real time; default: as fast as it goes.")
    private @Nullable Double speed;

    @Option(
            names = "--accept-missing-ticks",
            description = "Take a tick that the recording lacks as a moment in which nobody looked.")
    private boolean acceptMissingTicks;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Double times = speed;
        if (times != null && !(times > 0 && Double.isFinite(times))) {
            throw Problem.wrongUse("--speed " + times + " is not above 0; 1 is real time");
        }
        Pacer pacer = times == null ? Pacer.asFastAsPossible() : Pacer.atSpeed(times);
        long startedNanos = System.nanoTime();
        try (Recording recording = Recording.open(path, limits());
                Progress progress = new Progress("Replaying " + recording.name(), "ticks")) {
            makeFolder(data.folder());
            ReplaySummary summary = new ReplayRun(recording, data.folder(), () -> TermsFiles.in(data.folder()))
                    .run(pacer, progress::at);
            double tookS = (System.nanoTime() - startedNanos) / 1e9;
            spec.commandLine()
                    .getOut()
                    .println("Replayed " + recording.name() + " into " + data.folder() + ": " + summary.ticks()
                            + " ticks metered, " + summary.skipped() + " known already, " + summary.restarts()
                            + " restarts after a gap, " + summary.vclusters() + " vclusters, " + summary.pods()
                            + " pods, " + summary.auditPosts() + " audit batches with " + summary.auditEvents()
                            + " events, in " + String.format(Locale.ROOT, "%.1f", tookS) + " s");
        }
        return 0;
    }

    private Recording.Limits limits() {
        return acceptMissingTicks ? Recording.Limits.DEFAULT.acceptingMissingTicks() : Recording.Limits.DEFAULT;
    }

    private static void makeFolder(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw Problem.environment(
                    "data folder " + data + " cannot be made (" + e + "); name another one with --data", e);
        }
    }
}
