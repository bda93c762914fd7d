/** Where an amount comes from, down to the arithmetic of an hour, and why it is another one than in an earlier period. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.explain;
