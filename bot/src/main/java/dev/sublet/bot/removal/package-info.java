/** Takes virtual clusters down, in the safe order, and back while that is possible. */
@NullMarked
package dev.sublet.bot.removal;

import org.jspecify.annotations.NullMarked;
