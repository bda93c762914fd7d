package dev.sublet.reporter.export;

import java.util.Locale;

/** How an exported file is written. */
public enum FileFormat {
    PARQUET("FORMAT parquet, COMPRESSION zstd"),
    /** As programs read it: values verbatim, times in ISO 8601 with Z. */
    CSV("FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ'");

    private final String options;

    FileFormat(String options) {
        this.options = options;
    }

    /** For COPY. */
    String options() {
        return options;
    }

    /** Without a dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
