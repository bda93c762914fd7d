/** What Git owns, and what may differ from it for a while. */
@NullMarked
package dev.sublet.bot.gitops;

import org.jspecify.annotations.NullMarked;
