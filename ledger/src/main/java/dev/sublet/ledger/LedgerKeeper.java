package dev.sublet.ledger;

import dev.sublet.ledger.seal.SealedCheck;
import dev.sublet.ledger.seal.UpkeepStep;
import java.util.List;
import java.util.Optional;

/** Keeps the ledger small and proven: seals what is over, compacts, retires. Thread-safe; one piece at a time. */
public interface LedgerKeeper {
    /** When something is due. */
    enum Due {
        /** After the times of {@link LedgerSettings}, as a daemon asks. */
        SCHEDULED,
        /** As soon as a period is over by its cluster's last tick, as a person asks. */
        NOW
    }

    /**
     * Does the next bounded piece of upkeep, oldest first; empty when nothing is due. Readers and commits go on meanwhile.
     *
     * @throws LedgerException when a piece could not be done; the ledger is then as it was
     */
    Optional<UpkeepStep> upkeep(Due due);

    /** Reads every sealed file again and compares it with what was recorded when it was sealed. */
    List<SealedCheck> checkSealed();

    /**
     * Reads every copy of the books again (statements, holds, closed periods and other rows that nothing else could make again) and compares
     * it with the store.
     */
    BooksCheck checkBooks();
}
