package dev.sublet.reporter.price;

import dev.sublet.reporter.ReportException;

/** The price book has no price for something that must be charged. Never answered with a default price. */
public final class UnpricedException extends ReportException {
    private static final long serialVersionUID = 1L;

    public UnpricedException(String message) {
        super(message, 2);
    }
}
