package dev.sublet.reporter.question;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of a bill, which the answering process reads.
 *
 * @param files absolute paths
 * @param provider for rows that name none, or null
 * @param delivery the export of which the files are a part, or null where they are all of it
 */
public record BillImportQuestion(
        List<String> files,
        @Nullable String provider,
        @Nullable String delivery) implements Question {}
