/** Who pays, as the owner registry says it at the time of a statement. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.owner;
