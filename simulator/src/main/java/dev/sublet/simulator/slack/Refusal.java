package dev.sublet.simulator.slack;

import java.util.List;

/**
 * Something that Slack would have refused.
 *
 * @param method of the Web API, or what else the app answered
 * @param error Slack's word, for example {@code invalid_blocks}
 * @param messages with JSON pointers, as in {@code response_metadata.messages}
 */
public record Refusal(String method, String error, List<String> messages) {
    public Refusal {
        messages = List.copyOf(messages);
    }
}
