/** What the steps of a virtual cluster's life share: the host, a status under way, and what came of a step. */
@NullMarked
package dev.sublet.bot.work;

import org.jspecify.annotations.NullMarked;
