/** Pods that are not there, with a truth that is known: seeded counters, minute by minute. */
@org.jspecify.annotations.NullMarked
package dev.sublet.bench.fleet;
