package dev.sublet.bot.slack;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the bot is told. Immutable; secrets are hidden in its text.
 *
 * @param botToken {@code xoxb-…}
 * @param signingSecret for requests over HTTP, or null where Socket Mode is used alone
 * @param appToken {@code xapp-…} for Socket Mode, or null
 * @param teams the directory file
 * @param namespace where VirtualClusters are made
 * @param api Slack's Web API, ending in {@code /api/}
 * @param approvals the channel where approvals are asked for, or null: then approvers are asked directly
 */
public record SlackSettings(
        Secret botToken,
        @Nullable Secret signingSecret,
        @Nullable Secret appToken,
        Path teams,
        String namespace,
        String api,
        @Nullable String approvals) {
    /** Slack's own. */
    public static final String SLACK = "https://slack.com/api/";

    public SlackSettings {
        if (signingSecret == null && appToken == null) {
            throw new IllegalArgumentException(
                    "bot.slack has neither signingSecret nor appToken; give the first for HTTP, the second for Socket Mode");
        }
        URI uri = URI.create(api);
        boolean local = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
        if (!api.endsWith("/api/") || !("https".equals(uri.getScheme()) || local)) {
            throw new IllegalArgumentException("bot.slack.api is " + api + "; it must be https://…/api/");
        }
    }
}
