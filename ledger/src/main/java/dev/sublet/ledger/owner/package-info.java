/** Who pays for what from when to when, as people write it: the collector records it, the reporter reads it again. */
@org.jspecify.annotations.NullMarked
package dev.sublet.ledger.owner;
