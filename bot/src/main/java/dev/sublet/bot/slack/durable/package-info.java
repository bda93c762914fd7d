/** What outlives a restart: requests that were acknowledged, messages that are edited, notices that were told. */
@NullMarked
package dev.sublet.bot.slack.durable;

import org.jspecify.annotations.NullMarked;
