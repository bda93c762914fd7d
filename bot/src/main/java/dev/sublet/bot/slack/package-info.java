/** The Slack bot: requests of people become requests at the desk, and what comes of them becomes messages. */
@NullMarked
package dev.sublet.bot.slack;

import org.jspecify.annotations.NullMarked;
