/** What differs from the blueprint: found by dry runs, told, and put right where the blueprint says so. */
@NullMarked
package dev.sublet.bot.drift;

import org.jspecify.annotations.NullMarked;
