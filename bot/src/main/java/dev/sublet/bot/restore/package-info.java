/** The way back to a snapshot. */
@NullMarked
package dev.sublet.bot.restore;

import org.jspecify.annotations.NullMarked;
