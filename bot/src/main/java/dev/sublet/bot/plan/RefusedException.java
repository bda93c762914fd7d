package dev.sublet.bot.plan;

/** What is asked for is not there or not allowed. The message is one line that says what, which value and what to do. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
