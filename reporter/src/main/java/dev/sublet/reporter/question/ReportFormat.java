package dev.sublet.reporter.question;

import dev.sublet.reporter.ReportException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a statement is written. */
public enum ReportFormat {
    TABLE(false),
    CSV(false),
    JSON(false),
    XLSX(true),
    HTML(false),
    PDF(true),
    /** FOCUS as CSV. */
    FOCUS(false),
    FOCUS_PARQUET(true),
    /** Bookings as CSV for an ERP. */
    JOURNAL(false);

    private final boolean binary;

    ReportFormat(boolean binary) {
        this.binary = binary;
    }

    /** Whether it is no text, so that a terminal cannot show it. */
    public boolean isBinary() {
        return binary;
    }

    /** The name by which people ask for it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The format of that name.
     *
     * @throws ReportException in one line when there is none
     */
    public static ReportFormat parse(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ReportException(
                        "there is no format " + label + "; take one of "
                                + Arrays.stream(values())
                                        .map(ReportFormat::label)
                                        .collect(Collectors.joining(", ")),
                        2));
    }
}
