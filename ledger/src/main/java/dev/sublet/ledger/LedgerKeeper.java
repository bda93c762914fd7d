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
     * @throws UnfinishedException when nothing else is due and pieces could not be done, which it names: these are as they were. The
     *     next call with {@link Due#NOW} tries them again, one with {@link Due#SCHEDULED} after ten minutes
     * @throws LedgerException when nothing can be done at all; the ledger is as it was
     */
    Optional<UpkeepStep> upkeep(Due due);

    /** How many pieces of the plan that {@link #upkeep} made are not done yet; more may follow from them. */
    int waiting();

    /** Reads every sealed file again and compares it with what was recorded when it was sealed. */
    List<SealedCheck> checkSealed();

    /**
     * Reads every copy of the books again (statements, holds, closed periods and other rows that nothing else could make again) and compares
     * it with the store.
     */
    BooksCheck checkBooks();
}
