/** A stand-in for Slack: its Web API, its requests to an app, and people who act; for tests and for the demo. */
@NullMarked
package dev.sublet.simulator.slack;

import org.jspecify.annotations.NullMarked;
