package dev.sublet.reporter.journal;

import dev.sublet.reporter.costcenter.Entity;
import java.math.BigDecimal;

/**
 * One line of a journal document.
 *
 * @param costCenter empty for the other side of charges
 * @param debit in the unit in which the document's currency is paid; below zero for a credit
 */
record Posting(Entity entity, String costCenter, String account, BigDecimal debit, String memo) {
    /** What takes it back. */
    Posting reversed() {
        return new Posting(entity, costCenter, account, debit.negate(), "Reversal: " + memo);
    }
}
