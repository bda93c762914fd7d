package dev.sublet.reporter.close;

import java.math.BigInteger;

/**
 * A credit or debit that was booked by hand.
 *
 * @param dayS the first second of the period that it is in
 * @param costCenter who is charged, or credited by an amount below zero
 * @param against who gets what the other is charged
 * @param amountNanos in 10⁻⁹ of the currency
 * @param cluster its UID
 */
public record Adjustment(
        long id,
        long dayS,
        String costCenter,
        String against,
        BigInteger amountNanos,
        String cluster,
        String reason,
        String bookedBy,
        long bookedAtS) {}
