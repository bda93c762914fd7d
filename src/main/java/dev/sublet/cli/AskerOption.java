package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.bot.desk.Asker;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who asks, and why. */
final class AskerOption {
    @Option(names = "--by", paramLabel = "PERSON", description = "Who asks; default: the user of this process.")
    private @Nullable String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; on record.")
    private @Nullable String reason;

    Asker asker() {
        String person = by == null ? System.getProperty("user.name", "") : by;
        if (!person.matches("[A-Za-z0-9][-A-Za-z0-9_.+@:|]{0,252}")) {
            throw Problem.wrongUse(
                    "\"" + person + "\" is no person: use an e-mail address or a subject, and say it with --by");
        }
        return new Asker(person, null, "cli", UUID.randomUUID().toString());
    }

    @Nullable
    String reason() {
        return reason;
    }
}
