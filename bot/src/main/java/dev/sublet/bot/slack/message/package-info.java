/** Messages as blocks: escaped, and within the limits of Slack. */
@NullMarked
package dev.sublet.bot.slack.message;

import org.jspecify.annotations.NullMarked;
