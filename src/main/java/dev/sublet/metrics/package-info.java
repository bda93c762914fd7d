/** Money as gauges: what the ledger comes to, computed beside the ticks and shown at each scrape. */
@org.jspecify.annotations.NullMarked
package dev.sublet.metrics;
