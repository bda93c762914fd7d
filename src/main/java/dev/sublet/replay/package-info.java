/** A recording of a real cluster, fed through the real collector and the real HTTP intake. */
@org.jspecify.annotations.NullMarked
package dev.sublet.replay;
