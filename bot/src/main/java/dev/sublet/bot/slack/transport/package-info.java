/** How requests come from Slack and messages go there: signatures, replays, Bolt, Socket Mode, rate limits. */
@NullMarked
package dev.sublet.bot.slack.transport;

import org.jspecify.annotations.NullMarked;
