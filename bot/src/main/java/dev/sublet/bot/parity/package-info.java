/** How far a virtual cluster is like the cluster that it stands for. */
@NullMarked
package dev.sublet.bot.parity;

import org.jspecify.annotations.NullMarked;
