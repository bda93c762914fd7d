/** JMH benchmarks. */
@org.jspecify.annotations.NullMarked
package dev.sublet.bench.jmh;
