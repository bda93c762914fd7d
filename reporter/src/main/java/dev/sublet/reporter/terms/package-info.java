/** What decides, beside the ledger, what a statement says: prices, policies, cost centers and the calendar, as files that people keep. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.terms;
