/** Days that cost otherwise than their weekday lets expect. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.anomaly;
