package dev.sublet.bot.slack.transport;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.model.User;
import com.slack.api.model.view.View;
import dev.sublet.bot.slack.Secret;
import dev.sublet.bot.slack.message.Message;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Slack's Web API. Thread-safe. */
public final class SlackWeb implements Voice, AutoCloseable {
    private static final int TIMEOUT_MS = 10_000;
    /** Where the bot cannot speak to one person in a channel. */
    private static final Set<String> NOT_THERE =
            Set.of("not_in_channel", "channel_not_found", "user_not_in_channel", "is_archived", "no_channel");

    private final Slack slack;
    private final MethodsClient methods;
    private final Patience patience;

    /**
     * A client.
     *
     * @param api where the Web API is, ending in {@code /api/}
     */
    public SlackWeb(String api, Secret token) {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(api);
        config.setPrettyResponseLoggingEnabled(false);
        config.setHttpClientReadTimeoutMillis(TIMEOUT_MS);
        config.setHttpClientCallTimeoutMillis(TIMEOUT_MS);
        // Threads of its own for statistics that nobody reads.
        config.setStatsEnabled(false);
        slack = Slack.getInstance(config);
        methods = slack.methods(token.text());
        patience = new Patience();
    }

    /** For Socket Mode, which opens connections through it. */
    public Slack slack() {
        return slack;
    }

    /** Which workspace and which user the token is. */
    public AuthTestResponse whoAmI() {
        return patience.ask("auth.test", "", () -> methods.authTest(r -> r));
    }

    @Override
    public void whisper(String channel, String user, Message message) {
        if (channel.isEmpty() || channel.startsWith("D")) {
            post(user, null, message);
            return;
        }
        try {
            patience.ask(
                    "chat.postEphemeral",
                    channel,
                    () -> methods.chatPostEphemeral(r ->
                            r.channel(channel).user(user).text(message.text()).blocks(message.blocks())));
        } catch (SlackException e) {
            if (!NOT_THERE.contains(e.code())) {
                throw e;
            }
            post(user, null, message);
        }
    }

    @Override
    public Posted post(String channel, @Nullable String thread, Message message) {
        ChatPostMessageResponse posted = patience.ask(
                "chat.postMessage",
                channel,
                () -> methods.chatPostMessage(r -> r.channel(channel)
                        .threadTs(thread)
                        .text(message.text())
                        .unfurlLinks(false)
                        .unfurlMedia(false)
                        .blocks(message.blocks())));
        return new Posted(posted.getChannel(), posted.getTs());
    }

    @Override
    public Posted say(String channel, String user, Message message) {
        try {
            return post(channel.isEmpty() ? user : channel, null, message);
        } catch (SlackException e) {
            if (!NOT_THERE.contains(e.code())) {
                throw e;
            }
            return post(user, null, message);
        }
    }

    @Override
    public void edit(Posted posted, Message message) {
        patience.ask(
                "chat.update",
                "",
                () -> methods.chatUpdate(r -> r.channel(posted.channel())
                        .ts(posted.ts())
                        .text(message.text())
                        .blocks(message.blocks())));
    }

    @Override
    public String open(String trigger, View view) {
        return patience.ask(
                        "views.open",
                        "",
                        () -> methods.viewsOpen(r -> r.triggerId(trigger).view(view)))
                .getView()
                .getId();
    }

    @Override
    public void change(String viewId, @Nullable String hash, View view) {
        patience.ask(
                "views.update",
                "",
                () -> methods.viewsUpdate(r -> r.viewId(viewId).hash(hash).view(view)));
    }

    @Override
    public void home(String user, View view) {
        patience.ask(
                "views.publish",
                "",
                () -> methods.viewsPublish(r -> r.userId(user).view(view)));
    }

    @Override
    public User user(String id) {
        return patience.ask("users.info", "", () -> methods.usersInfo(r -> r.user(id)))
                .getUser();
    }

    @Override
    public List<String> group(String id) {
        List<String> users = patience.ask(
                        "usergroups.users.list", "", () -> methods.usergroupsUsersList(r -> r.usergroup(id)))
                .getUsers();
        return users == null ? List.of() : List.copyOf(users);
    }

    @Override
    public void close() {
        patience.close();
        try {
            slack.close();
        } catch (Exception e) {
            // Declared wider than what happens; there is nothing left to do for a client that ends.
            throw new IllegalStateException("the Slack client cannot be closed", e);
        }
    }
}
