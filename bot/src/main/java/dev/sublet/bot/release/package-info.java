/** Helm releases: installed and upgraded by Helm itself, read from what Helm stored. */
@NullMarked
package dev.sublet.bot.release;

import org.jspecify.annotations.NullMarked;
