package dev.sublet.bot.slack.transport;

import com.slack.api.model.User;
import com.slack.api.model.view.View;
import dev.sublet.bot.slack.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the bot says and asks Slack. Calls block and obey rate limits. Implementations are thread-safe. */
public interface Voice {
    /** To one person where he asked; where the bot is no member, to him directly. */
    void whisper(String channel, String user, Message message);

    /**
     * To all of a channel, or to a person by a user's ID.
     *
     * @param thread the message whose thread it belongs to, or null
     * @return where it is
     */
    Posted post(String channel, @Nullable String thread, Message message);

    /** To all of a channel; where the bot is no member, to the person who asked, directly. */
    Posted say(String channel, String user, Message message);

    /** In the place of what was there. */
    void edit(Posted posted, Message message);

    /** The ID of the form that is open then. */
    String open(String trigger, View view);

    /** Changes an open form unless it changed since {@code hash}. */
    void change(String viewId, @Nullable String hash, View view);

    void home(String user, View view);

    User user(String id);

    /** The members of a user group. */
    List<String> group(String id);

    /** A message's place: its channel's ID and its time. */
    record Posted(String channel, String ts) {}
}
