package dev.sublet.ledger;

/** There is no ledger in the data folder. */
public final class NoLedgerException extends LedgerException {
    private static final long serialVersionUID = 1L;

    public NoLedgerException(String message) {
        super(message);
    }
}
