/** What a virtual cluster needs on its host, worked out from spec, blueprint and settings, without asking anybody. */
@NullMarked
package dev.sublet.bot.plan;

import org.jspecify.annotations.NullMarked;
