/** What is told unasked: statements, budgets, expiry, drift. */
@NullMarked
package dev.sublet.bot.slack.reports;

import org.jspecify.annotations.NullMarked;
