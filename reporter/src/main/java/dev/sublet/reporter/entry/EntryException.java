package dev.sublet.reporter.entry;

import dev.sublet.reporter.ReportException;

/** A file of terms that cannot be used as it is written. */
public final class EntryException extends ReportException {
    private static final long serialVersionUID = 1L;

    public EntryException(String message) {
        super(message, 2);
    }

    public EntryException(String message, Throwable cause) {
        super(message, 2, cause);
    }
}
