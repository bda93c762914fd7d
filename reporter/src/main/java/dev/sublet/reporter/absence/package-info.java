/** What a ledger does not hold: periods that were lost, and rows whose time was over. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.absence;
