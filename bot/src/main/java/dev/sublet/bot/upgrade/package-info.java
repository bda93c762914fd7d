/** Upgrades one station at a time, and copies to come back to. */
@NullMarked
package dev.sublet.bot.upgrade;

import org.jspecify.annotations.NullMarked;
