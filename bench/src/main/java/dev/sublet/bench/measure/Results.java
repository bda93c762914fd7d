package dev.sublet.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/**
 * Numbers by name, kept for {@code aims.sh} in the folder that the environment variable BENCH_RESULTS names, one file per
 * script; and their Markdown, printed. A later number of a name counts.
 */
public final class Results {
    private final Path file;

    public Results(String script) {
        this.file = folder().resolve(script + ".tsv");
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where numbers are kept. */
    public static Path folder() {
        String folder = System.getenv("BENCH_RESULTS");
        return Path.of(folder == null ? "." : folder);
    }

    public void put(String name, long value) {
        put(name, (double) value);
    }

    public void put(String name, double value) {
        try {
            Files.writeString(file, name + "\t" + value + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a word, such as a digest, to be compared later. */
    public void text(String name, String text) {
        try {
            Files.writeString(file.resolveSibling(name + ".txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether two kept words are the same. */
    public boolean equal(String one, String other) {
        try {
            return Files.readString(file.resolveSibling(one + ".txt"))
                    .equals(Files.readString(file.resolveSibling(other + ".txt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static String mb(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** One line of a Markdown table. */
    public static void row(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ')
                    .append(cell instanceof Double d ? String.format(Locale.ROOT, "%.3g", d) : cell)
                    .append(" |");
        }
        System.out.println(line);
    }

    public static void head(String... cells) {
        row((Object[]) cells);
        System.out.println("|---".repeat(cells.length) + "|");
    }
}
