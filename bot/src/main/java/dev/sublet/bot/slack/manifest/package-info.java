/** The app manifest for Slack, generated. */
@NullMarked
package dev.sublet.bot.slack.manifest;

import org.jspecify.annotations.NullMarked;
