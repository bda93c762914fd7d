package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.statement.Period;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A month, or a window of whole seconds; without either all there is. */
final class SpanOption {
    @Option(names = "--month", paramLabel = "YYYY-MM", description = "A whole month, UTC.")
    private @Nullable String month;

    @Mixin
    private WindowOption window = new WindowOption();

    boolean isGiven() {
        return month != null || window.isGiven();
    }

    long fromS() {
        return period().fromS();
    }

    long toS() {
        return period().toS();
    }

    /** For the names of files: {@code -2026-10}, {@code -20261001T000000Z-20261002T000000Z}, or nothing for all. */
    String suffix() {
        if (month != null) {
            return "-" + month;
        }
        return window.isGiven() ? "-" + compact(fromS()) + "-" + compact(toS()) : "";
    }

    private Period period() {
        String given = month;
        if (given == null) {
            if (window.toS() <= window.fromS()) {
                throw Problem.wrongUse("--to is not after --from; swap them");
            }
            return new Period(window.fromS(), window.toS());
        }
        if (window.isGiven()) {
            throw Problem.wrongUse("--month and --from/--to exclude each other; give one of them");
        }
        return Period.ofMonth(given, ZoneOffset.UTC);
    }

    private static String compact(long seconds) {
        return Instant.ofEpochSecond(seconds).toString().replaceAll("[-:]", "");
    }
}
