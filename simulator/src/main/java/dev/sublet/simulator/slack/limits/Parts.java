package dev.sublet.simulator.slack.limits;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Rows for composition objects. */
final class Parts {
    static final int OPTION_TEXT_MAX = 75;
    static final int OPTION_VALUE_MAX = 150;
    static final int OPTIONS_MAX = 100;

    private Parts() {}

    /** An option of a menu. */
    static final Shape OPTION = option(Rules.plain(OPTION_TEXT_MAX));
    /** An option of checkboxes and radio buttons, which may be mrkdwn. */
    static final Shape BOX = Shape.of()
            .must("text", Rules.anyText(OPTION_TEXT_MAX))
            .must("value", Rules.string(1, OPTION_VALUE_MAX))
            .may("description", Rules.anyText(OPTION_TEXT_MAX));
    /** An option of an overflow menu, which may be a link. */
    static final Shape OVERFLOW = option(Rules.plain(OPTION_TEXT_MAX)).may("url", Rules.url());

    static final Shape GROUP =
            Shape.of().must("label", Rules.plain(OPTION_TEXT_MAX)).must("options", Rules.list(1, OPTIONS_MAX, OPTION));

    static final Shape CONFIRM = Shape.of()
            .must("title", Rules.plain(100))
            .must("text", Rules.anyText(300))
            .must("confirm", Rules.plain(30))
            .must("deny", Rules.plain(30))
            .may("style", Rules.oneOf("primary", "danger"));

    static final Shape DISPATCH = Shape.of()
            .may("trigger_actions_on", Rules.list(1, 2, Rules.oneOf("on_enter_pressed", "on_character_entered")));

    static final Shape FILTER = Shape.of()
            .may("include", Rules.list(1, 4, Rules.oneOf("im", "mpim", "private", "public")))
            .may("exclude_external_shared_channels", Rules.flag())
            .may("exclude_bot_users", Rules.flag());

    private static Shape option(Rule text) {
        return Shape.of()
                .must("text", text)
                .must("value", Rules.string(1, OPTION_VALUE_MAX))
                .may("description", Rules.plain(OPTION_TEXT_MAX));
    }

    /** Either options or groups, and what is chosen at first is one of them. */
    static void choices(JsonNode menu, String pointer, Findings findings) {
        if (menu.has("options") == menu.has("option_groups")) {
            findings.add("must define either `options` or `option_groups`", pointer);
        }
        Set<JsonNode> offered = new HashSet<>();
        menu.path("options").forEach(offered::add);
        menu.path("option_groups").forEach(group -> group.path("options").forEach(offered::add));
        chosen(menu, offered, pointer, findings);
    }

    /** What is chosen at first is one of the options, to the letter, as Slack wants it. */
    static void chosen(JsonNode menu, String pointer, Findings findings) {
        Set<JsonNode> offered = new HashSet<>();
        menu.path("options").forEach(offered::add);
        chosen(menu, offered, pointer, findings);
    }

    private static void chosen(JsonNode menu, Set<JsonNode> offered, String pointer, Findings findings) {
        if (menu.has("initial_option") && !offered.contains(menu.get("initial_option"))) {
            findings.add("initial_option does not match any of the options", pointer + "/initial_option");
        }
        for (JsonNode initial : menu.path("initial_options")) {
            if (!offered.contains(initial)) {
                findings.add("initial_options do not match the options", pointer + "/initial_options");
            }
        }
    }
}
