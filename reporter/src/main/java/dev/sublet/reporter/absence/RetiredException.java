package dev.sublet.reporter.absence;

import dev.sublet.reporter.ReportException;

/** What is asked for was in the ledger, and its time there is over. */
public final class RetiredException extends ReportException {
    private static final long serialVersionUID = 1L;

    RetiredException(String message) {
        super(message, 2);
    }
}
