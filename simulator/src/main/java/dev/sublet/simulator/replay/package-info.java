/** Drives a collector through a recording under a clock that is set by hand. */
@NullMarked
package dev.sublet.simulator.replay;

import org.jspecify.annotations.NullMarked;
