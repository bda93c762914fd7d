package dev.sublet.bot.slack.message;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.DividerBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.BlockElement;
import java.util.ArrayList;
import java.util.List;

/** Builds messages and home tabs within Slack's limits: what is too long is cut and says so. Not thread-safe. */
public final class Card {
    static final int SECTION_CHARS_MAX = 3000;
    static final int FIELD_CHARS_MAX = 2000;
    static final int FIELDS_MAX = 10;
    static final int HEADER_CHARS_MAX = 150;
    static final int TEXT_CHARS_MAX = 4000;
    static final int ACTIONS_MAX = 25;
    /** Buttons of one choice. */
    public static final int CHOICES_MAX = 20;

    private final String text;
    private final List<LayoutBlock> blocks = new ArrayList<>();

    private Card(String text) {
        this.text = Mrkdwn.cut(text, TEXT_CHARS_MAX);
    }

    /** Begins with a paragraph, which is the notification's text too. */
    public static Card titled(String markup) {
        return new Card(markup).section(markup);
    }

    /** Begins with a heading of plain text. */
    public static Card headed(String plain) {
        Card card = new Card(Mrkdwn.escape(plain));
        card.blocks.add(HeaderBlock.builder()
                .text(new PlainTextObject(Mrkdwn.cut(plain, HEADER_CHARS_MAX), true))
                .build());
        return card;
    }

    public Card section(String markup) {
        blocks.add(
                SectionBlock.builder().text(markdown(markup, SECTION_CHARS_MAX)).build());
        return this;
    }

    /** A paragraph with a button at its right. */
    public Card row(String markup, BlockElement button) {
        blocks.add(SectionBlock.builder()
                .text(markdown(markup, SECTION_CHARS_MAX))
                .accessory(button)
                .build());
        return this;
    }

    /** Pairs of name and value, ten at a time. */
    public Card fields(List<String> markups) {
        for (int from = 0; from < markups.size(); from += FIELDS_MAX) {
            List<TextObject> part = new ArrayList<>();
            for (String markup : markups.subList(from, Math.min(markups.size(), from + FIELDS_MAX))) {
                part.add(markdown(markup, FIELD_CHARS_MAX));
            }
            blocks.add(SectionBlock.builder().fields(part).build());
        }
        return this;
    }

    /** Small print. */
    public Card note(String markup) {
        blocks.add(ContextBlock.builder()
                .elements(List.of(markdown(markup, FIELD_CHARS_MAX)))
                .build());
        return this;
    }

    public Card divider() {
        blocks.add(new DividerBlock());
        return this;
    }

    /** Lines of a table in a code block, cut at whole lines. */
    public Card table(List<String> lines) {
        StringBuilder body = new StringBuilder();
        int left = lines.size();
        for (String line : lines) {
            String safe = Mrkdwn.escape(line.replace('`', '\''));
            if (body.length() + safe.length() > SECTION_CHARS_MAX - 60) {
                break;
            }
            body.append(safe).append('\n');
            left--;
        }
        section("```\n" + body + "```");
        return left == 0 ? this : note("… and " + left + " lines more");
    }

    public Card buttons(BlockElement... elements) {
        return buttons(List.of(elements));
    }

    public Card buttons(List<BlockElement> elements) {
        if (!elements.isEmpty()) {
            blocks.add(ActionsBlock.builder()
                    .elements(elements.stream().limit(ACTIONS_MAX).toList())
                    .build());
        }
        return this;
    }

    /** All of another card. */
    public Card add(Message other) {
        blocks.addAll(other.blocks());
        return this;
    }

    /** What is built so far; of too many blocks the first. */
    public Message build() {
        if (blocks.size() <= Message.BLOCKS_MAX) {
            return new Message(text, blocks);
        }
        List<LayoutBlock> first = new ArrayList<>(blocks.subList(0, Message.BLOCKS_MAX - 1));
        first.add(ContextBlock.builder()
                .elements(List.of(markdown("… and more", FIELD_CHARS_MAX)))
                .build());
        return new Message(text, first);
    }

    private static MarkdownTextObject markdown(String markup, int charsMax) {
        return MarkdownTextObject.builder()
                .text(Mrkdwn.cut(markup.isBlank() ? "—" : markup, charsMax))
                .build();
    }
}
