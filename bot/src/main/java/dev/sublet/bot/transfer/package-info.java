/** Handing a virtual cluster to another team: asked for, accepted, and done at its moment. */
@NullMarked
package dev.sublet.bot.transfer;

import org.jspecify.annotations.NullMarked;
