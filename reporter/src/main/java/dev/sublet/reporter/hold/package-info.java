/** Legal holds: what retention must keep. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.hold;
