/** Sealing on demand, and what lies sealed. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.compact;
