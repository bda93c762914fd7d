/** What a unit costs on a cluster, for what is not there yet. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.rate;
