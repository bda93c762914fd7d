/** When a virtual cluster runs and when it does not: a person's pause, its sleep, its end. */
@NullMarked
package dev.sublet.bot.power;

import org.jspecify.annotations.NullMarked;
