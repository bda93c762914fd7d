package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message as it stands now. Immutable.
 *
 * @param channel id of its channel
 * @param ts when it was sent, which is its identity in the channel
 * @param threadTs that of the message it answers, empty for none
 * @param author id of who sent it
 * @param onlyFor id of the one person who sees it, empty when it is an ordinary message
 * @param text as it stands
 * @param blocks as they stand, with the ids that Slack gives where the app gave none; empty without blocks
 * @param reactions names, in order
 * @param edits how many times it was changed
 * @param deleted whether it is gone
 */
public record Message(
        String channel,
        String ts,
        String threadTs,
        String author,
        String onlyFor,
        String text,
        ArrayNode blocks,
        List<String> reactions,
        int edits,
        boolean deleted) {
    private static final Pattern BROADCAST = Pattern.compile("<!(channel|here|everyone)(\\|[^>]*)?>");

    public Message {
        blocks = blocks.deepCopy();
        reactions = List.copyOf(reactions);
    }

    /** A copy, so that nobody changes what was sent. */
    @Override
    public ArrayNode blocks() {
        return blocks.deepCopy();
    }

    public boolean isEphemeral() {
        return !onlyFor.isEmpty();
    }

    /** All that a reader sees: the blocks' texts when there are blocks, else the text. */
    public String shown() {
        return blocks.isEmpty() ? text : Reading.textOf(blocks);
    }

    /** Buttons and menus, in order. */
    public List<Control> controls() {
        return Reading.controls(blocks);
    }

    /** The control with this text, value or {@code action_id}. */
    public Optional<Control> control(String named) {
        return Reading.find(blocks, named);
    }

    /** Whether everybody is called, which an app hardly ever means. */
    public boolean broadcasts() {
        Matcher inText = BROADCAST.matcher(text);
        return inText.find() || broadcasts(blocks);
    }

    private static boolean broadcasts(JsonNode node) {
        if (node.path("type").asText().equals("mrkdwn")
                && BROADCAST.matcher(node.path("text").asText()).find()) {
            return true;
        }
        for (JsonNode child : node) {
            if (broadcasts(child)) {
                return true;
            }
        }
        return node.path("type").asText().equals("broadcast");
    }
}
