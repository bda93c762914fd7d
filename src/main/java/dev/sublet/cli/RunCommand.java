package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.daemon.Daemon;
import dev.sublet.daemon.DaemonSettings;
import dev.sublet.daemon.SettingsFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "The daemon: meters a real cluster and takes its audit events.")
final class RunCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "The settings.")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder, instead of the settings' one.")
    private @Nullable Path data;

    @Option(names = "--example", description = "Print a settings file with every setting explained, and end.")
    private boolean example;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (example) {
            spec.commandLine().getOut().print(exampleText());
            return 0;
        }
        Path file = config;
        if (file == null) {
            throw Problem.wrongUse(
                    "name the settings with --config FILE; sublet run --example prints some to start from");
        }
        DaemonSettings settings = SettingsFile.read(file);
        Path folder = data;
        Logs.talk();
        new Daemon(folder == null ? settings : settings.in(folder), Clock.systemUTC()).run();
        return 0;
    }

    static String exampleText() {
        try (InputStream stream = RunCommand.class.getResourceAsStream("/sublet.example.yaml")) {
            if (stream == null) {
                throw new IllegalStateException("sublet.example.yaml is missing in the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.environment("sublet.example.yaml cannot be read from the jar", e);
        }
    }
}
