package dev.sublet.reporter.price;

import dev.sublet.reporter.ReportException;

/** A price book that cannot be used as it is written. */
final class PriceBookException extends ReportException {
    private static final long serialVersionUID = 1L;

    PriceBookException(String message) {
        super(message, 2);
    }

    PriceBookException(String message, Throwable cause) {
        super(message, 2, cause);
    }
}
