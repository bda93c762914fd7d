/** The steps that make a virtual cluster on its host. */
@NullMarked
package dev.sublet.bot.install;

import org.jspecify.annotations.NullMarked;
