package dev.sublet.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the ledger is. */
final class DataOption {
    @Option(
            names = "--data",
            order = 1000,
            paramLabel = "DIR",
            defaultValue = "data",
            showDefaultValue = picocli.CommandLine.Help.Visibility.ALWAYS,
            description = "The data folder.")
    private Path data = Path.of("data");

    Path folder() {
        return data;
    }
}
