/** Who must agree to a virtual cluster before it is installed or grows, and what they said. */
@NullMarked
package dev.sublet.bot.approval;

import org.jspecify.annotations.NullMarked;
