/** The daemon: settings, wiring, start and orderly stop. */
@org.jspecify.annotations.NullMarked
package dev.sublet.daemon;
