/** Copies of the ledger's tables for other tools: in units, with names, from one snapshot. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.export;
