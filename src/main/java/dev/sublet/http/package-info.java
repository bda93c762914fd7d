/** The HTTP server: the one place that knows Vert.x. */
@org.jspecify.annotations.NullMarked
package dev.sublet.http;
