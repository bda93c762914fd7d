package dev.sublet.reporter.question;

import dev.sublet.reporter.ReportException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a statement is written. */
public enum ReportFormat {
    TABLE(false, "statement.txt"),
    CSV(false, "statement.csv"),
    JSON(false, "statement.json"),
    XLSX(true, "statement.xlsx"),
    HTML(false, "statement.html"),
    PDF(true, "statement.pdf"),
    /** FOCUS as CSV. */
    FOCUS(false, "focus.csv"),
    FOCUS_PARQUET(true, "focus.parquet"),
    /** Bookings as CSV for an ERP. */
    JOURNAL(false, "journal.csv"),
    /** Each of the others, in a ZIP. */
    ALL(true, "statement.zip");

    private final boolean binary;
    private final String file;

    ReportFormat(boolean binary, String file) {
        this.binary = binary;
        this.file = file;
    }

    /** The formats that are one file each. */
    public static List<ReportFormat> single() {
        return Arrays.stream(values()).filter(format -> format != ALL).toList();
    }

    /** How its file is called where all formats lie in one folder. */
    public String file() {
        return file;
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
