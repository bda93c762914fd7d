package dev.sublet.reporter.explain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Quantities in the units of a statement. Stateless. */
final class Quantities {
    private static final int DIGITS = 9;

    private Quantities() {}

    /** Half up to nine decimals, as a statement's lines have it. */
    static BigDecimal of(String resource, BigInteger quantity) {
        BigDecimal perUnit = switch (resource) {
            case "cpu" -> BigDecimal.valueOf(3_600_000);
            case "memory", "storage" -> BigDecimal.valueOf(3_774_873_600L);
            case "network" -> BigDecimal.valueOf(1L << 30);
            default -> BigDecimal.valueOf(3_600);
        };
        return new BigDecimal(quantity).divide(perUnit, DIGITS, RoundingMode.HALF_UP);
    }

    static String unit(String resource) {
        return switch (resource) {
            case "cpu" -> "core-hours";
            case "memory", "storage" -> "GiB-hours";
            case "gpu" -> "GPU-hours";
            case "network" -> "GiB";
            default -> "hours";
        };
    }

    /** What a weight of the resource is counted in. */
    static String small(String resource) {
        return switch (resource) {
            case "cpu" -> "core-milliseconds";
            case "memory", "storage" -> "KiB-seconds";
            case "gpu" -> "GPU-seconds";
            case "network" -> "bytes";
            default -> "seconds";
        };
    }
}
