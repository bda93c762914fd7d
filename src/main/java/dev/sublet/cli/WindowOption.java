package dev.sublet.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A window of whole seconds; what is not given is open. */
final class WindowOption {
    /** Year 9999, so that microseconds still fit. */
    private static final long END_OF_TIME_S = 253_402_300_800L;

    @Option(names = "--from", paramLabel = "TIME", description = "Start, such as 2026-11-01T00:00:00Z; default: all.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "End, exclusive; default: all.")
    private @Nullable String to;

    boolean isGiven() {
        return from != null || to != null;
    }

    long fromS() {
        String start = from;
        return start == null ? 0 : Times.parseSeconds("--from", start);
    }

    long toS() {
        String end = to;
        return end == null ? END_OF_TIME_S : Times.parseSeconds("--to", end);
    }
}
