/** What could be done to pay less, each with the money that it saves. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.advice;
