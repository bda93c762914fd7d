package dev.sublet.bot.slack.transport;

import java.util.Map;

/** Where requests of Slack come in, whatever server carries them. Implementations are thread-safe. */
@FunctionalInterface
public interface SlackDoor {
    /**
     * Answers a request. Blocks for milliseconds.
     *
     * @param headers names in lower case
     */
    Reply take(Map<String, String> headers, byte[] body);

    /** What goes back. */
    record Reply(int status, String contentType, String body) {
        static Reply empty(int status) {
            return new Reply(status, "text/plain", "");
        }
    }
}
