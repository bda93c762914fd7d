/** SQL from outside: one SELECT, bounded, without a way to files or settings. */
@org.jspecify.annotations.NullMarked
package dev.sublet.ledger.query;
