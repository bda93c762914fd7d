/** Requests that somebody else has to agree to. */
@NullMarked
package dev.sublet.bot.slack.approvals;

import org.jspecify.annotations.NullMarked;
