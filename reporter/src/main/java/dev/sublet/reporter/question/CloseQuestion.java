package dev.sublet.reporter.question;

import dev.sublet.reporter.terms.TermsTexts;
import org.jspecify.annotations.Nullable;

/**
 * Closes a period, or says where it stands.
 *
 * @param period its name
 * @param coverageMillionths the least coverage
 * @param force why it is closed whatever hinders it, or null
 */
public record CloseQuestion(
        String period,
        Step step,
        long coverageMillionths,
        @Nullable String force,
        String by,
        TermsTexts terms) implements Question {

    /** What is to be done. */
    public enum Step {
        SHOW,
        PROVISIONAL,
        PREPARE,
        APPROVE
    }
}
