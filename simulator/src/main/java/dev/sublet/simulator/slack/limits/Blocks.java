package dev.sublet.simulator.slack.limits;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Rows for layout blocks. */
final class Blocks {
    private static final int SECTION_MAX = 3000;
    private static final int FIELD_MAX = 2000;
    private static final int MARKDOWN_MAX = 12_000;
    private static final Set<String> MESSAGES_ONLY = Set.of("markdown", "table");

    private static final Map<String, Rule> TABLE = table();
    private static final Rule ANY =
            Rules.typed(TABLE, TABLE.keySet()).and(Blocks::identified).and(Blocks::placed);

    private Blocks() {}

    /** The blocks of one surface. */
    static Rule on(Surface surface) {
        return Rules.list(0, surface.blocksMax(), ANY);
    }

    private static Map<String, Rule> table() {
        Map<String, Rule> table = new LinkedHashMap<>();
        table.put(
                "section",
                block("section")
                        .may("text", Rules.anyText(SECTION_MAX))
                        .may("fields", Rules.list(1, 10, Rules.anyText(FIELD_MAX)))
                        .may("accessory", Rules.typed(Elements.TABLE, Elements.IN_SECTION))
                        .may("expand", Rules.flag())
                        .whole((section, pointer, findings) -> {
                            if (!section.has("text") && !section.has("fields")) {
                                findings.add("must define either `text` or `fields`", pointer);
                            }
                        }));
        table.put("divider", block("divider"));
        table.put("header", block("header").must("text", Rules.plain(150)));
        Map<String, Rule> words = Map.of(
                "image",
                rowOf("image"),
                "mrkdwn",
                Rules.anyText(SECTION_MAX),
                "plain_text",
                Rules.anyText(SECTION_MAX));
        table.put("context", block("context").must("elements", Rules.list(1, 10, Rules.typed(words, words.keySet()))));
        table.put(
                "actions",
                block("actions")
                        .must("elements", Rules.list(1, 25, Rules.typed(Elements.TABLE, Elements.IN_ACTIONS)))
                        .whole(Blocks::distinctActions));
        table.put(
                "input",
                block("input")
                        .must("label", Rules.plain(2000))
                        .must("element", Rules.typed(Elements.TABLE, Elements.IN_INPUT))
                        .may("dispatch_action", Rules.flag())
                        .may("hint", Rules.plain(2000))
                        .may("optional", Rules.flag()));
        table.put(
                "image",
                block("image")
                        .may("image_url", Rules.url())
                        .may("slack_file", Shape.of().may("id", Rules.id()).may("url", Rules.url()))
                        .must("alt_text", Rules.string(1, 2000))
                        .may("title", Rules.plain(2000))
                        .whole(Elements::oneImage));
        table.put("rich_text", RichText.BLOCK);
        table.put(
                "markdown",
                block("markdown").must("text", Rules.string(1, MARKDOWN_MAX)).whole(Blocks::allMarkdown));
        table.put("table", tables());
        return Map.copyOf(table);
    }

    private static Shape tables() {
        Map<String, Rule> cells = Map.of(
                "raw_text",
                Shape.ofType("raw_text").must("text", Rules.string(1, SECTION_MAX)),
                "rich_text",
                RichText.BLOCK);
        Shape column =
                Shape.of().may("align", Rules.oneOf("left", "center", "right")).may("is_wrapped", Rules.flag());
        return block("table")
                .must("rows", Rules.list(1, 100, Rules.list(1, 20, Rules.typed(cells, cells.keySet()))))
                .may("column_settings", Rules.list(1, 20, column))
                .whole((table, pointer, findings) -> {
                    if (findings.addTable() > 1) {
                        findings.add("only one table block allowed", pointer);
                    }
                });
    }

    private static Rule rowOf(String element) {
        Rule row = Elements.TABLE.get(element);
        if (row == null) {
            throw new IllegalStateException("no row for element " + element);
        }
        return row;
    }

    private static Shape block(String type) {
        return Shape.ofType(type).may("block_id", Rules.id());
    }

    private static void identified(JsonNode block, String pointer, Findings findings) {
        JsonNode id = block.path("block_id");
        if (id.isTextual() && !findings.firstBlock(id.textValue())) {
            findings.add(
                    "`block_id` \"" + id.textValue() + "\" already exists for another block", pointer + "/block_id");
        }
    }

    private static void placed(JsonNode block, String pointer, Findings findings) {
        String type = block.path("type").asText();
        if (MESSAGES_ONLY.contains(type) && findings.surface() != Surface.MESSAGE) {
            findings.add("unsupported type: " + type, pointer + "/type");
        }
    }

    private static void distinctActions(JsonNode actions, String pointer, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < actions.path("elements").size(); index++) {
            JsonNode id = actions.path("elements").path(index).path("action_id");
            if (id.isTextual() && !seen.add(id.textValue())) {
                findings.add(
                        "`action_id` \"" + id.textValue() + "\" already exists in this block",
                        pointer + "/elements/" + index + "/action_id");
            }
        }
    }

    private static void allMarkdown(JsonNode block, String pointer, Findings findings) {
        if (findings.addMarkdown(block.path("text").asText().length()) > MARKDOWN_MAX) {
            findings.add(
                    "markdown blocks must be less than " + (MARKDOWN_MAX + 1) + " characters together",
                    pointer + "/text");
        }
    }
}
