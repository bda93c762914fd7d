package dev.sublet.reporter.question;

import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.terms.TermsTexts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes a closed period again, and unless it is a preview books the difference.
 *
 * @param bills absolute paths of files of a bill that came since, which the answering process reads; a preview does not keep them
 * @param provider for rows of the bill that name none, or null
 */
public record RestateQuestion(
        String period,
        boolean preview,
        String by,
        List<String> bills,
        @Nullable String provider,
        TermsTexts terms,
        Format format)
        implements Question {
    public RestateQuestion {
        bills = List.copyOf(bills);
    }
}
