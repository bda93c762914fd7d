package dev.sublet.simulator.slack.limits;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Rows for block elements, and which block takes which. */
final class Elements {
    private static final int PLACEHOLDER_MAX = 150;
    private static final int TYPED_MAX = 3000;
    private static final Set<String> MODAL_ONLY =
            Set.of("file_input", "number_input", "email_text_input", "url_text_input", "rich_text_input");

    static final Set<String> MENUS = Set.of(
            "static_select",
            "external_select",
            "users_select",
            "conversations_select",
            "channels_select",
            "multi_static_select",
            "multi_external_select",
            "multi_users_select",
            "multi_conversations_select",
            "multi_channels_select");
    static final Set<String> IN_SECTION =
            with(MENUS, "button", "checkboxes", "datepicker", "image", "overflow", "radio_buttons", "timepicker");
    static final Set<String> IN_ACTIONS = with(
            MENUS,
            "button",
            "checkboxes",
            "datepicker",
            "datetimepicker",
            "overflow",
            "radio_buttons",
            "rich_text_input",
            "timepicker");
    static final Set<String> IN_INPUT = with(
            MENUS,
            "checkboxes",
            "datepicker",
            "datetimepicker",
            "email_text_input",
            "file_input",
            "number_input",
            "plain_text_input",
            "radio_buttons",
            "rich_text_input",
            "timepicker",
            "url_text_input");

    static final Map<String, Rule> TABLE = table();

    private Elements() {}

    private static Map<String, Rule> table() {
        Map<String, Rule> table = new LinkedHashMap<>();
        table.put(
                "button",
                acting("button")
                        .must("text", Rules.plain(75))
                        .may("url", Rules.url())
                        .may("value", Rules.string(0, 2000))
                        .may("style", Rules.oneOf("primary", "danger"))
                        .may("confirm", Parts.CONFIRM)
                        .may("accessibility_label", Rules.string(1, 75)));
        table.put(
                "overflow",
                acting("overflow")
                        .must("options", Rules.list(1, 5, Parts.OVERFLOW))
                        .may("confirm", Parts.CONFIRM));
        table.put(
                "image",
                Shape.ofType("image")
                        .may("image_url", Rules.url())
                        .may("slack_file", Shape.of().may("id", Rules.id()).may("url", Rules.url()))
                        .must("alt_text", Rules.string(1, 2000))
                        .whole(Elements::oneImage));
        boxes(table);
        moments(table);
        typed(table);
        for (boolean many : new boolean[] {false, true}) {
            menus(table, many);
        }
        return Map.copyOf(table);
    }

    static void oneImage(JsonNode image, String pointer, Findings findings) {
        if (image.has("image_url") == image.has("slack_file")) {
            findings.add("must define either `image_url` or `slack_file`", pointer);
        }
    }

    private static void boxes(Map<String, Rule> table) {
        table.put(
                "checkboxes",
                asking("checkboxes")
                        .must("options", Rules.list(1, 10, Parts.BOX))
                        .may("initial_options", Rules.list(1, 10, Parts.BOX))
                        .whole((menu, pointer, findings) -> Parts.chosen(menu, pointer, findings)));
        table.put(
                "radio_buttons",
                asking("radio_buttons")
                        .must("options", Rules.list(1, 10, Parts.BOX))
                        .may("initial_option", Parts.BOX)
                        .whole((menu, pointer, findings) -> Parts.chosen(menu, pointer, findings)));
    }

    private static void moments(Map<String, Rule> table) {
        table.put(
                "datepicker",
                hinting("datepicker")
                        .may("initial_date", Rules.matching("\\d{4}-\\d{2}-\\d{2}", "must be a YYYY-MM-DD date")));
        table.put(
                "timepicker",
                hinting("timepicker")
                        .may("initial_time", Rules.matching("([01]\\d|2[0-3]):[0-5]\\d", "must be a HH:mm time"))
                        .may("timezone", Rules.string(1, 255)));
        table.put(
                "datetimepicker",
                asking("datetimepicker").may("initial_date_time", Rules.integer(1_000_000_000L, 9_999_999_999L)));
    }

    private static void typed(Map<String, Rule> table) {
        table.put(
                "plain_text_input",
                writing("plain_text_input", Rules.string(0, TYPED_MAX))
                        .may("multiline", Rules.flag())
                        .may("min_length", Rules.integer(0, TYPED_MAX))
                        .may("max_length", Rules.integer(1, TYPED_MAX)));
        table.put("email_text_input", modal(writing("email_text_input", Rules.string(0, TYPED_MAX))));
        table.put("url_text_input", modal(writing("url_text_input", Rules.string(0, TYPED_MAX))));
        Rule number = Rules.matching("-?\\d+(\\.\\d+)?", "must be a number as a string");
        table.put(
                "number_input",
                modal(writing("number_input", number)
                        .must("is_decimal_allowed", Rules.flag())
                        .may("min_value", number)
                        .may("max_value", number)));
        table.put("rich_text_input", modal(writing("rich_text_input", RichText.BLOCK)));
        table.put(
                "file_input",
                modal(acting("file_input")
                        .may("filetypes", Rules.list(1, 100, Rules.string(1, 255)))
                        .may("max_files", Rules.integer(1, 10))));
    }

    private static void menus(Map<String, Rule> table, boolean many) {
        String kind = many ? "multi_" : "";
        table.put(
                kind + "static_select",
                menu(kind + "static_select", many, "initial_option", Parts.OPTION)
                        .may("options", Rules.list(1, Parts.OPTIONS_MAX, Parts.OPTION))
                        .may("option_groups", Rules.list(1, Parts.OPTIONS_MAX, Parts.GROUP))
                        .whole((menu, pointer, findings) -> Parts.choices(menu, pointer, findings)));
        table.put(
                kind + "external_select",
                menu(kind + "external_select", many, "initial_option", Parts.OPTION)
                        .may("min_query_length", Rules.integer(0, TYPED_MAX)));
        table.put(kind + "users_select", menu(kind + "users_select", many, "initial_user", Rules.id()));
        Shape conversations = menu(kind + "conversations_select", many, "initial_conversation", Rules.id())
                .may("default_to_current_conversation", Rules.flag())
                .may("filter", Parts.FILTER);
        Shape channels = menu(kind + "channels_select", many, "initial_channel", Rules.id());
        table.put(kind + "conversations_select", many ? conversations : answering(conversations));
        table.put(kind + "channels_select", many ? channels : answering(channels));
    }

    private static Shape answering(Shape menu) {
        return menu.may("response_url_enabled", Rules.flag());
    }

    private static Shape menu(String type, boolean many, String initial, Rule each) {
        Shape menu = hinting(type);
        return many
                ? menu.may(initial + "s", Rules.list(1, Parts.OPTIONS_MAX, each))
                        .may("max_selected_items", Rules.integer(1, Parts.OPTIONS_MAX))
                : menu.may(initial, each);
    }

    private static Shape acting(String type) {
        return Shape.ofType(type).may("action_id", Rules.id());
    }

    private static Shape asking(String type) {
        return focusing(acting(type).may("confirm", Parts.CONFIRM));
    }

    private static Shape hinting(String type) {
        return asking(type).may("placeholder", Rules.plain(PLACEHOLDER_MAX));
    }

    private static Shape writing(String type, Rule initial) {
        return focusing(acting(type)
                .may("initial_value", initial)
                .may("dispatch_action_config", Parts.DISPATCH)
                .may("placeholder", Rules.plain(PLACEHOLDER_MAX)));
    }

    private static Shape focusing(Shape element) {
        return element.may("focus_on_load", Rules.flag()).whole((value, pointer, findings) -> {
            if (value.path("focus_on_load").asBoolean() && findings.addFocus() > 1) {
                findings.add("only one element may have `focus_on_load`", pointer + "/focus_on_load");
            }
        });
    }

    private static Rule modal(Shape element) {
        return element.and((value, pointer, findings) -> {
            String type = value.path("type").asText();
            if (MODAL_ONLY.contains(type) && findings.surface() != Surface.MODAL) {
                findings.add("unsupported type: " + type, pointer + "/type");
            }
        });
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new java.util.HashSet<>(some);
        all.addAll(Set.of(more));
        return Set.copyOf(all);
    }
}
