/** Questions that a command asks, and their answers: the same locally and over the daemon's loopback endpoint. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.question;
