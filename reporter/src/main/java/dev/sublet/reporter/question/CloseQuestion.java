package dev.sublet.reporter.question;

import dev.sublet.reporter.terms.TermsTexts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Closes a period, or says where it stands.
 *
 * @param period its name
 * @param coverageMillionths the least coverage, or null for the policy file's
 * @param hinders labels of what hinders it, or null for the policy file's
 * @param force why it is closed whatever hinders it, or null
 */
public record CloseQuestion(
        String period,
        Step step,
        @Nullable Long coverageMillionths,
        @Nullable List<String> hinders,
        @Nullable String force,
        String by,
        TermsTexts terms)
        implements Question {

    /** What is to be done. */
    public enum Step {
        SHOW,
        PROVISIONAL,
        PREPARE,
        APPROVE
    }
}
