/** The home tab. */
@NullMarked
package dev.sublet.bot.slack.home;

import org.jspecify.annotations.NullMarked;
