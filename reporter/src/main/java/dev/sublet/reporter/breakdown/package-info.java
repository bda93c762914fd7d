/** A statement's amounts by other things than its lines: owner objects, nodes, days. They sum to the statement. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.breakdown;
