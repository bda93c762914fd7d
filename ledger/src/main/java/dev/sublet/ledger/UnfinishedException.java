package dev.sublet.ledger;

/** All upkeep that is due is done but for pieces that could not be, which the message names; they are as they were. */
public final class UnfinishedException extends LedgerException {
    private static final long serialVersionUID = 1L;

    public UnfinishedException(String message, Throwable cause) {
        super(message, cause);
    }
}
