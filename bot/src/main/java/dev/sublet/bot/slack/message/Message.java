package dev.sublet.bot.slack.message;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;

/**
 * What is said. Immutable.
 *
 * @param text for notifications and readers that show no blocks
 * @param blocks at most 50
 */
public record Message(String text, List<LayoutBlock> blocks) {
    static final int BLOCKS_MAX = 50;

    public Message {
        blocks = List.copyOf(blocks);
        if (blocks.size() > BLOCKS_MAX) {
            throw new IllegalArgumentException("a message of " + blocks.size() + " blocks; Slack takes " + BLOCKS_MAX);
        }
    }

    /** One paragraph of markup; names in it are escaped already. */
    public static Message of(String markup) {
        return Card.titled(markup).build();
    }
}
