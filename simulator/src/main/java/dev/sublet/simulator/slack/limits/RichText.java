package dev.sublet.simulator.slack.limits;

import java.util.Map;

/** Rows for rich text, which nests. */
final class RichText {
    private static final int CHILDREN_MAX = 1000;
    private static final Rule STYLE = Shape.of()
            .may("bold", Rules.flag())
            .may("italic", Rules.flag())
            .may("strike", Rules.flag())
            .may("underline", Rules.flag())
            .may("highlight", Rules.flag())
            .may("client_highlight", Rules.flag())
            .may("unlink", Rules.flag())
            .may("code", Rules.flag());

    private static final Map<String, Rule> INLINE = Map.of(
            "text", inline("text").must("text", Rules.string(1, 3000)),
            "link",
                    inline("link")
                            .must("url", Rules.url())
                            .may("text", Rules.string(1, 3000))
                            .may("unsafe", Rules.flag()),
            "emoji",
                    inline("emoji")
                            .must("name", Rules.id())
                            .may("unicode", Rules.id())
                            .may("skin_tone", Rules.integer(1, 6)),
            "user", inline("user").must("user_id", Rules.id()),
            "channel", inline("channel").must("channel_id", Rules.id()),
            "usergroup", inline("usergroup").must("usergroup_id", Rules.id()),
            "broadcast", inline("broadcast").must("range", Rules.oneOf("here", "channel", "everyone")),
            "color", inline("color").must("value", Rules.string(1, 9)),
            "date",
                    inline("date")
                            .must("timestamp", Rules.integer(0, 9_999_999_999L))
                            .must("format", Rules.string(1, 255))
                            .may("url", Rules.url())
                            .may("fallback", Rules.string(1, 255)));

    private static final Rule WORDS = Rules.list(0, CHILDREN_MAX, Rules.typed(INLINE, INLINE.keySet()));
    private static final Shape SECTION = Shape.ofType("rich_text_section").must("elements", WORDS);
    private static final Map<String, Rule> PARTS = Map.of(
            "rich_text_section", SECTION,
            "rich_text_quote", bordered("rich_text_quote"),
            "rich_text_preformatted", bordered("rich_text_preformatted").may("language", Rules.string(1, 50)),
            "rich_text_list",
                    Shape.ofType("rich_text_list")
                            .must("style", Rules.oneOf("bullet", "ordered"))
                            .must("elements", Rules.list(1, CHILDREN_MAX, SECTION))
                            .may("indent", Rules.integer(0, 8))
                            .may("offset", Rules.integer(0, 10_000))
                            .may("border", Rules.integer(0, 1)));

    /** A block of rich text. */
    static final Shape BLOCK = Shape.ofType("rich_text")
            .may("block_id", Rules.id())
            .must("elements", Rules.list(0, CHILDREN_MAX, Rules.typed(PARTS, PARTS.keySet())));

    private RichText() {}

    private static Shape inline(String type) {
        return Shape.ofType(type).may("style", STYLE);
    }

    private static Shape bordered(String type) {
        return Shape.ofType(type).must("elements", WORDS).may("border", Rules.integer(0, 1));
    }
}
