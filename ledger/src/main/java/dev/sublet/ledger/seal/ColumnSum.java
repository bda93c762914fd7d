package dev.sublet.ledger.seal;

import java.math.BigInteger;

/** Sum, smallest and largest of the values of one integer column that are not null; three zeros when there are none. */
public record ColumnSum(String column, BigInteger sum, long smallest, long largest) {}
