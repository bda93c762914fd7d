package dev.sublet.cli;

import dev.sublet.reporter.table.Format;
import picocli.CommandLine.Option;

/** How an answer is printed. */
final class FormatOption {
    @Option(
            names = "--format",
            order = 1001,
            paramLabel = "table|csv|json",
            defaultValue = "table",
            description = "How to print: ${COMPLETION-CANDIDATES}.")
    private Format format = Format.TABLE;

    Format format() {
        return format;
    }
}
