/** What a virtual cluster is expected to cost before it is there, from the price book. */
@NullMarked
package dev.sublet.bot.quote;

import org.jspecify.annotations.NullMarked;
