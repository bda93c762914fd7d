/** vclusters that others made: found, compared with a blueprint, and put under it. */
@NullMarked
package dev.sublet.bot.adopt;

import org.jspecify.annotations.NullMarked;
