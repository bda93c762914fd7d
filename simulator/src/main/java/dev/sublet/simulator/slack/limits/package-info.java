/** What Slack's documentation lets a message and a view hold, as a table, and a checker that walks it. */
@NullMarked
package dev.sublet.simulator.slack.limits;

import org.jspecify.annotations.NullMarked;
