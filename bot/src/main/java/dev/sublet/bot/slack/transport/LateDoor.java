package dev.sublet.bot.slack.transport;

import java.util.Map;

/** A door for a bot that starts after the server. Until then Slack is told to come again. Thread-safe. */
public final class LateDoor implements SlackDoor {
    private volatile SlackDoor door = (headers, body) -> Reply.empty(503);

    public void open(SlackDoor behind) {
        door = behind;
    }

    @Override
    public Reply take(Map<String, String> headers, byte[] body) {
        return door.take(headers, body);
    }
}
