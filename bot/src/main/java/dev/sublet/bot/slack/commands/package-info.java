/** What people type: parsed, admitted, carried out, answered. */
@NullMarked
package dev.sublet.bot.slack.commands;

import org.jspecify.annotations.NullMarked;
