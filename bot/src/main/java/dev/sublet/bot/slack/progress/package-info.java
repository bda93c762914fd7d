/** Messages that follow a virtual cluster until it is there. */
@NullMarked
package dev.sublet.bot.slack.progress;

import org.jspecify.annotations.NullMarked;
