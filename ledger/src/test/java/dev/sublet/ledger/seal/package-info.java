@org.jspecify.annotations.NullMarked
package dev.sublet.ledger.seal;
