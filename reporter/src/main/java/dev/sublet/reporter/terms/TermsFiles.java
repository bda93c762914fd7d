package dev.sublet.reporter.terms;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.price.PriceBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** Reads the files that statements are made with. Stateless. */
public final class TermsFiles {
    private static final long BYTES_MAX = 16L << 20;

    private TermsFiles() {}

    /**
     * The files that were named; each must be there.
     *
     * @throws ReportException in one line when one is not there, too large or no UTF-8 text
     */
    public static TermsTexts named(Map<TermsFile, Path> files) {
        return named(files, TermsFile::option);
    }

    /**
     * Likewise, where other options name them.
     *
     * @param options the option of each file without its dashes
     */
    public static TermsTexts named(Map<TermsFile, Path> files, Function<TermsFile, String> options) {
        Map<TermsFile, NamedText> texts = new EnumMap<>(TermsFile.class);
        files.forEach((file, path) -> texts.put(file, read(file, path, options)));
        Path prices = files.get(TermsFile.PRICES);
        NamedText book = texts.get(TermsFile.PRICES);
        if (prices != null && book != null) {
            PriceBook.spotFile(book.text(), book.name())
                    .ifPresent(spot -> texts.put(
                            TermsFile.SPOT_PRICES, read(TermsFile.SPOT_PRICES, prices.resolveSibling(spot), options)));
        }
        return new TermsTexts(texts);
    }

    /** Those that lie in a data folder under their own names. Errors as for {@link #named}. */
    public static TermsTexts in(Path folder) {
        Map<TermsFile, Path> there = new EnumMap<>(TermsFile.class);
        for (TermsFile file : TermsFile.values()) {
            Path path = folder.resolve(file.fileName());
            if (file != TermsFile.SPOT_PRICES && Files.exists(path)) {
                there.put(file, path);
            }
        }
        return named(there);
    }

    private static NamedText read(TermsFile file, Path path, Function<TermsFile, String> options) {
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw new ReportException(
                        file.title() + " " + path + " is larger than " + (BYTES_MAX >> 20) + " MiB; "
                                + remedy(file, options),
                        2);
            }
            return new NamedText(path.toString(), Files.readString(path));
        } catch (NoSuchFileException e) {
            throw new ReportException(file.title() + " " + path + " is not there; " + remedy(file, options), 2, e);
        } catch (IOException e) {
            throw new ReportException(
                    file.title() + " " + path + " cannot be read (" + e.getMessage()
                            + "); it must be a UTF-8 text file",
                    2,
                    e);
        }
    }

    private static String remedy(TermsFile file, Function<TermsFile, String> options) {
        return file == TermsFile.SPOT_PRICES
                ? "correct spotPrices in the price book"
                : "name the right file with --" + options.apply(file);
    }
}
