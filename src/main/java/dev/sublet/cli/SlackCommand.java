package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.bot.slack.manifest.Manifest;
import dev.sublet.bot.slack.manifest.Remap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sublet slack}. */
@Command(
        name = "slack",
        mixinStandardHelpOptions = true,
        description = "The Slack bot: its app, and moving it to another workspace.",
        subcommands = {SlackCommand.App.class, SlackCommand.Move.class})
final class SlackCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about Slack? give manifest or remap");
    }

    /** {@code sublet slack manifest}. */
    @Command(
            name = "manifest",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Prints the app manifest to paste at api.slack.com/apps; without --url for Socket Mode.")
    static final class App implements Callable<Integer> {
        @Option(
                names = "--url",
                paramLabel = "HTTPS",
                description = "Where Slack reaches the daemon, such as https://sublet.example.com.")
        private @Nullable String url;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            try {
                spec.commandLine().getOut().print(Manifest.yaml(url));
            } catch (IllegalArgumentException e) {
                throw Problem.wrongUse(String.valueOf(e.getMessage()), e);
            }
            return 0;
        }
    }

    /** {@code sublet slack remap}. */
    @Command(
            name = "remap",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Moves channels and user groups of the directory file to another workspace. People are known by their"
                            + " addresses and need no moving.")
    static final class Move implements Callable<Integer> {
        @Option(
                names = "--teams",
                paramLabel = "FILE",
                required = true,
                description = "The directory file (bot.slack.teams).")
        private Path teams = Path.of("");

        @Option(
                names = "--map",
                paramLabel = "FILE",
                required = true,
                description = "Lines of OLD,NEW: IDs of channels, user groups and users.")
        private Path map = Path.of("");

        @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
        private boolean dryRun;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            try {
                Remap.Result result = Remap.of(Files.readString(teams), Files.readString(map));
                result.changes().forEach(line -> spec.commandLine().getOut().println(line));
                result.left()
                        .forEach(id -> spec.commandLine()
                                .getErr()
                                .println("sublet: " + id
                                        + " of the directory file is not in the map; add it, or it stays as it is"));
                if (!dryRun) {
                    Path fresh = teams.resolveSibling(teams.getFileName() + ".new");
                    Files.writeString(fresh, result.text());
                    Files.move(
                            fresh,
                            teams,
                            java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                            java.nio.file.StandardCopyOption.ATOMIC_MOVE);
                }
                spec.commandLine().getOut().println(result.changes().size() + (dryRun ? " would change" : " changed"));
                return result.left().isEmpty() ? 0 : 1;
            } catch (IllegalArgumentException e) {
                throw Problem.wrongUse(String.valueOf(e.getMessage()), e);
            } catch (IOException e) {
                throw Problem.environment("cannot read or write " + e.getMessage() + "; check --teams and --map", e);
            }
        }
    }
}
