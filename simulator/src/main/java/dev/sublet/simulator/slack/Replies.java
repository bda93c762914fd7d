package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.simulator.slack.limits.SlackLimits;
import java.util.Optional;

/** Messages in answers: in an acknowledgement's body and at a response URL. Guarded by the house's lock. */
final class Replies {
    private final Workspace workspace;
    private final Messages messages;

    Replies(Workspace workspace, Messages messages) {
        this.workspace = workspace;
        this.messages = messages;
    }

    /** What a command was answered with: nothing, plain text, or a message. */
    void acknowledged(Tickets.Origin origin, String body) {
        if (body.isBlank()) {
            return;
        }
        Optional<JsonNode> json = Json.parse(body);
        if (json.isPresent() && json.get().isObject()) {
            apply(origin, json.get());
        } else {
            apply(origin, Json.object().put("text", body));
        }
    }

    /** Does what an answer asks for. */
    void apply(Tickets.Origin origin, JsonNode answer) {
        Optional<Message> original = messages.find(origin.channel(), origin.messageTs());
        if (answer.path("delete_original").asBoolean()) {
            original.ifPresent(messages::delete);
            return;
        }
        JsonNode blocks =
                ChatMethods.checked(answer.path("blocks").isMissingNode() ? Json.array() : answer.get("blocks"));
        String text = answer.path("text").asText();
        if (blocks.isEmpty() && text.isEmpty()) {
            throw new SlackException("no_text");
        }
        if (text.length() > SlackLimits.MESSAGE_TEXT_MAX) {
            throw new SlackException("msg_too_long");
        }
        if (answer.path("replace_original").asBoolean() && original.isPresent()) {
            messages.edit(original.get(), text, blocks);
            return;
        }
        boolean all = answer.path("response_type").asText().equals("in_channel");
        messages.post(
                origin.channel(),
                workspace.bot().id(),
                answer.path("thread_ts").asText(),
                all ? "" : origin.person(),
                text,
                blocks);
    }

    /** The errors of a {@code response_action}, by block id, which must be inputs of the view. */
    static java.util.Map<String, String> errors(ShownView view, ObjectNode answer) {
        java.util.Map<String, String> errors = new java.util.LinkedHashMap<>();
        answer.path("errors").properties().forEach(error -> {
            boolean input = false;
            for (JsonNode block : view.blocks()) {
                input |= block.path("block_id").asText().equals(error.getKey())
                        && block.path("type").asText().equals("input");
            }
            if (!input) {
                throw new SlackException(
                        "invalid_response_action",
                        java.util.List.of("[ERROR] no input block has the block_id " + error.getKey()));
            }
            errors.put(error.getKey(), error.getValue().asText());
        });
        if (errors.isEmpty()) {
            throw new SlackException(
                    "invalid_response_action", java.util.List.of("[ERROR] missing required field: errors"));
        }
        return errors;
    }
}
