package dev.sublet.ledger;

/** Another process holds the data folder. */
public final class FolderInUseException extends LedgerException {
    private static final long serialVersionUID = 1L;

    public FolderInUseException(String message) {
        super(message);
    }
}
