package dev.sublet.reporter.journal;

import dev.sublet.reporter.costcenter.Entity;
import java.math.BigDecimal;

/**
 * One line of a journal document.
 *
 * @param costCenter empty for the other side of charges
 * @param debit in the unit in which the currency is paid; below zero for a credit
 */
record Posting(Entity entity, String costCenter, String account, BigDecimal debit, String memo) {}
