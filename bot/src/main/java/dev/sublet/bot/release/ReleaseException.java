package dev.sublet.bot.release;

import org.jspecify.annotations.Nullable;

/** A release could not be read or changed. The message is one line. */
public final class ReleaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReleaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
