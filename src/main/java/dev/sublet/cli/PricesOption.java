package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.question.NamedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The price book. */
final class PricesOption {
    private static final long BYTES_MAX = 1 << 20;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "The price book; default: prices.yaml in the data folder, else the daemon's.")
    private @Nullable Path prices;

    /** The file that was named, or null. */
    @Nullable
    NamedText text() {
        Path file = prices;
        return file == null ? null : read(file);
    }

    static NamedText read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw Problem.wrongUse(
                        "price book " + file + " is larger than " + (BYTES_MAX >> 10) + " KiB; name the right file");
            }
            return new NamedText(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw Problem.wrongUse("price book " + file + " is not there; name the right file with --prices", e);
        } catch (IOException e) {
            throw Problem.wrongUse(
                    "price book " + file + " cannot be read (" + e.getMessage() + "); it must be a UTF-8 text file", e);
        }
    }
}
