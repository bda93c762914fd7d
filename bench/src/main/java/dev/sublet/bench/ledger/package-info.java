/** The same pods in Sublet's ledger. */
@org.jspecify.annotations.NullMarked
package dev.sublet.bench.ledger;
