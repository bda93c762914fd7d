package dev.sublet.ledger.seal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How much time a sealed file covers. All in UTC, whatever the billing calendar. */
public enum SealLevel {
    HOUR("yyyy-MM-dd'T'HH", 3),
    DAY("yyyy-MM-dd", 3),
    MONTH("yyyy-MM", 9);

    public static final long HOUR_S = 3_600;
    public static final long DAY_S = 86_400;
    private static final DateTimeFormatter MONTHS = DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT);

    private final DateTimeFormatter names;
    private final int compressionLevel;

    SealLevel(String pattern, int compressionLevel) {
        this.names = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        this.compressionLevel = compressionLevel;
    }

    public static SealLevel named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of zstd: months are written once and kept for years. */
    public int compressionLevel() {
        return compressionLevel;
    }

    /** The first second of the period that holds a second. */
    public long startOf(long second) {
        return switch (this) {
            case HOUR -> Math.floorDiv(second, HOUR_S) * HOUR_S;
            case DAY -> Math.floorDiv(second, DAY_S) * DAY_S;
            case MONTH -> month(second).atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        };
    }

    /** The first second after the period that holds a second. */
    public long endOf(long second) {
        return switch (this) {
            case HOUR -> startOf(second) + HOUR_S;
            case DAY -> startOf(second) + DAY_S;
            case MONTH -> month(second).plusMonths(1).atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        };
    }

    /** The period's part of a file name, {@code 2026-10-07T05}, {@code 2026-10-07} or {@code 2026-10}. */
    public String nameOf(long second) {
        return names.format(time(second));
    }

    /** {@code 2026-10}, for the folder. */
    public static String monthOf(long second) {
        return MONTHS.format(time(second));
    }

    private static LocalDateTime time(long second) {
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    }

    private static YearMonth month(long second) {
        return YearMonth.from(time(second));
    }
}
