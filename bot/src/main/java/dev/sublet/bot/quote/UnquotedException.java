package dev.sublet.bot.quote;

/** No price can be told, such as without a price book or a watched cluster. The message says why and what to do, in one line. */
public final class UnquotedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnquotedException(String message) {
        super(message);
    }
}
