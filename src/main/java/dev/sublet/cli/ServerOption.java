package dev.sublet.cli;

import dev.sublet.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which daemon is asked. */
final class ServerOption {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "The daemon's address, such as https://sublet.example.com; default: the variable SUBLET_SERVER.")
    private @Nullable String server;

    Server server() {
        String named = server == null ? System.getenv("SUBLET_SERVER") : server;
        if (named == null || named.isBlank()) {
            throw Problem.wrongUse("name the daemon with --server URL or in the variable SUBLET_SERVER");
        }
        return Server.at(named.strip());
    }
}
