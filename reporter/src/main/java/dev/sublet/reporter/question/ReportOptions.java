package dev.sublet.reporter.question;

import dev.sublet.reporter.breakdown.By;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a statement is written, and how.
 *
 * @param by what to sum by instead of the statement's own lines; empty for those
 * @param costCenter whose statement; null for all
 * @param locale a language tag for numbers; null for points and no grouping
 * @param focusVersion such as {@code 1.2}; null for the latest that tools read
 * @param focusDataset {@code cost-and-usage} or {@code billing-period}; null for the first
 * @param journalTemplate an ERP's name; null for the usual one
 */
public record ReportOptions(
        List<By> by,
        @Nullable String costCenter,
        @Nullable String locale,
        @Nullable String focusVersion,
        @Nullable String focusDataset,
        @Nullable String journalTemplate) {
    public ReportOptions {
        by = List.copyOf(by);
    }

    /** The whole statement as it is. */
    public static ReportOptions none() {
        return new ReportOptions(List.of(), null, null, null, null, null);
    }
}
