/** Recordings of real clusters: opened, checked as a whole, read tick by tick. */
@NullMarked
package dev.sublet.simulator.recording;

import org.jspecify.annotations.NullMarked;
