package dev.sublet.reporter.question;

import dev.sublet.reporter.export.ExportTable;
import dev.sublet.reporter.export.FileFormat;
import java.util.List;

/**
 * Write tables' rows of {@code [fromS, toS)} into a workspace that the one who asks has made; the answer lists the files
 * as JSON.
 */
public record ExportQuestion(List<ExportTable> tables, long fromS, long toS, FileFormat fileFormat, String workspace)
        implements Question {
    public ExportQuestion {
        tables = List.copyOf(tables);
    }
}
