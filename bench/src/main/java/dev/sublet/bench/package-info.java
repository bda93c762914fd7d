/** Benchmarks, run by hand: pods whose truth is known, Sublet and Prometheus beside each other. */
@org.jspecify.annotations.NullMarked
package dev.sublet.bench;
