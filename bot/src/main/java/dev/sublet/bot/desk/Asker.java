package dev.sublet.bot.desk;

import org.jspecify.annotations.Nullable;

/**
 * Who asks. Immutable.
 *
 * @param person an e-mail address or a subject
 * @param approvedBy who agreed, or null
 * @param via cli, slack or api
 * @param requestId the same when a request is repeated, so that it counts once
 */
public record Asker(String person, @Nullable String approvedBy, String via, String requestId) {}
