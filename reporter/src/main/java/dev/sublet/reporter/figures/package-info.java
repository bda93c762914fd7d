/** What gauges and pages show at once: the amounts of a ledger as of its last tick, computed now and then, not at each look. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.figures;
