/** Statements as bookings for the general ledger. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.journal;
