package dev.sublet.reporter.statement;

import java.math.BigInteger;

/** The sum of a cost center's lines, in 10⁻⁹ of the currency. */
public record CostCenterTotal(String costCenter, BigInteger amountNanos) {}
