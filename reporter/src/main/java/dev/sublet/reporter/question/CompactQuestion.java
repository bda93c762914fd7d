package dev.sublet.reporter.question;

/**
 * Seal, compact and retire what is over, for about {@code budgetMs}; the answer is a
 * {@link dev.sublet.reporter.compact.Compacted} as JSON, and says whether to ask again.
 */
public record CompactQuestion(int budgetMs) implements Question {
    private static final int BUDGET_MS_MAX = 60_000;

    public CompactQuestion {
        if (budgetMs < 0 || budgetMs > BUDGET_MS_MAX) {
            throw new IllegalArgumentException("budgetMs is " + budgetMs + "; it must be 0 to " + BUDGET_MS_MAX);
        }
    }
}
