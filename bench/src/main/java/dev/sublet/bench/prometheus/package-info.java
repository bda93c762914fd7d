/** The same pods in Prometheus, asked as OpenCost asks. */
@org.jspecify.annotations.NullMarked
package dev.sublet.bench.prometheus;
