/** A fleet of vclusters that is not there, with a truth that is known. */
@NullMarked
package dev.sublet.simulator.scenario;

import org.jspecify.annotations.NullMarked;
