/** Forms. */
@NullMarked
package dev.sublet.bot.slack.modals;

import org.jspecify.annotations.NullMarked;
