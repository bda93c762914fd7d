package dev.sublet.bot.slack.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked in Slack, without anything that is a credential: no token, no response URL, no trigger. Immutable.
 *
 * @param id the same for the same request, however often it comes
 * @param workspace the workspace of the user, as the signed request says it
 * @param user the user's ID
 * @param channel where it was asked, or empty
 * @param name the command, the action ID of a button, or the callback ID of a form
 * @param values texts by name: {@code text} of commands and mentions, {@code value} of buttons, {@code meta} and the fields of forms
 * @param messageTs the message that was clicked or that mentions the bot, or null
 */
public record Call(
        String id,
        Kind kind,
        String workspace,
        String user,
        String channel,
        String name,
        Map<String, String> values,
        @Nullable String messageTs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Call {
        values = Map.copyOf(values);
    }

    /** How it was asked. */
    public enum Kind {
        COMMAND,
        BUTTON,
        FORM,
        MENTION,
        HOME
    }

    /** A value, or an empty text. */
    public String value(String key) {
        return values.getOrDefault(key, "");
    }

    /** As the ledger keeps it. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a call is texts and can be written", e);
        }
    }

    public static Call parse(String json) {
        try {
            return JSON.readValue(json, Call.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds a call that cannot be read", e);
        }
    }
}
