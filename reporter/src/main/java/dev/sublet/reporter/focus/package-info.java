/** Statements in FOCUS, the FinOps Open Cost and Usage Specification, and a checker of its rules. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.focus;
