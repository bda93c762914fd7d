package dev.sublet.ledger;

/** Rows that were asked for lie in sealed files that cannot be read; the message names them and what to do. */
public final class DamagedException extends LedgerException {
    private static final long serialVersionUID = 1L;

    public DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
