/** A simulated fleet with history, live: what Sublet shows, without a cluster. */
@org.jspecify.annotations.NullMarked
package dev.sublet.demo;
