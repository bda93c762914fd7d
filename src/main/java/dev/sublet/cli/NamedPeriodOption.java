package dev.sublet.cli;

import dev.sublet.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A period of the calendar by its name. A month's name is that of a period where periods are months. */
final class NamedPeriodOption {
    @Option(names = "--month", paramLabel = "YYYY-MM", description = "A month, where periods are months.")
    private @Nullable String month;

    @Option(names = "--period", paramLabel = "NAME", description = "A period of the calendar.")
    private @Nullable String period;

    /** Null when none is given. */
    @Nullable
    String name() {
        if (month != null && period != null) {
            throw Problem.wrongUse("--month and --period exclude each other; give one of them");
        }
        return month == null ? period : month;
    }

    String needed() {
        String name = name();
        if (name == null) {
            throw Problem.wrongUse("say which period with --month or --period");
        }
        return name;
    }
}
