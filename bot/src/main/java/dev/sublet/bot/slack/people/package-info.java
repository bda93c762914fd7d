/** Who asks: Slack users as people with teams, and who may do what. */
@NullMarked
package dev.sublet.bot.slack.people;

import org.jspecify.annotations.NullMarked;
