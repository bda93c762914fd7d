package dev.sublet.simulator.slack.limits;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Holds payloads against Slack's documented limits. Each answer lists what is wrong the way Slack's
 * {@code response_metadata.messages} does, with a JSON pointer; it is empty when Slack would accept. Thread-safe.
 */
public final class SlackLimits {
    /** Characters of a message's text at which Slack refuses it. */
    public static final int MESSAGE_TEXT_MAX = 40_000;
    /** Bytes of a view's JSON. */
    public static final int VIEW_BYTES_MAX = 250 * 1024;

    private static final int TITLE_MAX = 24;
    private static final int METADATA_MAX = 3000;

    private static final Shape MODAL = view("modal", Surface.MODAL)
            .must("title", Rules.plain(TITLE_MAX))
            .may("close", Rules.plain(TITLE_MAX))
            .may("submit", Rules.plain(TITLE_MAX))
            .may("clear_on_close", Rules.flag())
            .may("notify_on_close", Rules.flag())
            .whole((modal, pointer, findings) -> {
                if (asks(modal) && !modal.has("submit")) {
                    findings.add("missing required field: submit", pointer);
                }
            });
    private static final Shape HOME = view("home", Surface.HOME);
    private static final Shape OPTIONS = Shape.of()
            .may("options", Rules.list(0, Parts.OPTIONS_MAX, Parts.OPTION))
            .may("option_groups", Rules.list(0, Parts.OPTIONS_MAX, Parts.GROUP))
            .whole((answer, pointer, findings) -> {
                if (answer.has("options") == answer.has("option_groups")) {
                    findings.add("must define either `options` or `option_groups`", pointer);
                }
            });

    private SlackLimits() {}

    /** What is wrong with a message's blocks. */
    public static List<String> messageBlocks(JsonNode blocks) {
        Findings findings = new Findings(Surface.MESSAGE);
        Blocks.on(Surface.MESSAGE).check(blocks, "/blocks", findings);
        return findings.messages();
    }

    /** What is wrong with a view of this surface, {@link Surface#MODAL} or {@link Surface#HOME}. */
    public static List<String> view(JsonNode view, Surface surface) {
        Findings findings = new Findings(surface);
        (surface == Surface.HOME ? HOME : MODAL).check(view, "/view", findings);
        return findings.messages();
    }

    /** What is wrong with the answer to a menu that asks for its options. */
    public static List<String> suggestions(JsonNode answer) {
        Findings findings = new Findings(Surface.MODAL);
        OPTIONS.check(answer, "", findings);
        return findings.messages();
    }

    private static Shape view(String type, Surface surface) {
        return Shape.ofType(type)
                .must("blocks", Blocks.on(surface))
                .may("private_metadata", Rules.string(0, METADATA_MAX))
                .may("callback_id", Rules.string(0, 255))
                .may("external_id", Rules.string(0, 255));
    }

    private static boolean asks(JsonNode view) {
        for (JsonNode block : view.path("blocks")) {
            if (block.path("type").asText().equals("input")) {
                return true;
            }
        }
        return false;
    }
}
