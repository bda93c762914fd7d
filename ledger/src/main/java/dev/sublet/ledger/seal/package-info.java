/** Sealed Parquet: what is due, how it is written, proven, compacted, retired and found again. */
@org.jspecify.annotations.NullMarked
package dev.sublet.ledger.seal;
