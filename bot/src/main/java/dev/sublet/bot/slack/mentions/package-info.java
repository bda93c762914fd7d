/** Questions in plain words, matched by rules. */
@NullMarked
package dev.sublet.bot.slack.mentions;

import org.jspecify.annotations.NullMarked;
