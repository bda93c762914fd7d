/** What the operator puts inside a virtual cluster, and the policies that it puts on the host for it. */
@NullMarked
package dev.sublet.bot.inside;

import org.jspecify.annotations.NullMarked;
