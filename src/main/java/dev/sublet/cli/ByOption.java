package dev.sublet.cli;

import dev.sublet.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who does what is on record. */
final class ByOption {
    @Option(names = "--by", paramLabel = "NAME", description = "Who does it; default: the user of this process.")
    private @Nullable String by;

    String person() {
        if (by != null) {
            return by;
        }
        String user = System.getProperty("user.name", "?");
        if (user.equals("?") || user.isBlank()) {
            throw Problem.wrongUse("the system does not know who you are; say it with --by");
        }
        return user;
    }
}
