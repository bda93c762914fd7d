/** Providers' bills: FOCUS exports read into the ledger, and what they say of nodes, volumes and services. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.bill;
