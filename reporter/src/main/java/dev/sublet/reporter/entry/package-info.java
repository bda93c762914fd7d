/** Reads the YAML files that people keep: one entry after the other, each with a message that says what is wrong. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.entry;
