package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What Slack answers with {@code ok: false}. */
final class SlackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String error;
    private final transient List<String> messages;
    private final transient ObjectNode more;

    SlackException(String error) {
        this(error, List.of());
    }

    SlackException(String error, List<String> messages) {
        this(error, messages, Json.object());
    }

    SlackException(String error, List<String> messages, ObjectNode more) {
        super(error + (messages.isEmpty() ? "" : " " + messages), null, false, false);
        this.error = error;
        this.messages = List.copyOf(messages);
        this.more = more;
    }

    String error() {
        return error;
    }

    List<String> messages() {
        return messages;
    }

    ObjectNode body() {
        ObjectNode body = Json.object().put("ok", false).put("error", error);
        body.setAll(more);
        if (!messages.isEmpty()) {
            if (error.equals("invalid_blocks")) {
                messages.forEach(message -> body.withArray("/errors").add(message.replace("[ERROR] ", "")));
            }
            messages.forEach(
                    message -> body.withArray("/response_metadata/messages").add(message));
        }
        return body;
    }
}
