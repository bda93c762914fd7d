/** Who may enter a virtual cluster: per person, bound to a role, revocable; never the administrator's own credentials. */
@NullMarked
package dev.sublet.bot.access;

import org.jspecify.annotations.NullMarked;
