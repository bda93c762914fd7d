package dev.sublet.bot.slack.transport;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A door for a bot that starts after the server. Until then Slack is told to come again. Thread-safe. */
public final class LateDoor implements SlackDoor {
    private final AtomicReference<SlackDoor> door = new AtomicReference<>((headers, body) -> Reply.empty(503));

    public void open(SlackDoor behind) {
        door.set(behind);
    }

    @Override
    public Reply take(Map<String, String> headers, byte[] body) {
        return door.get().take(headers, body);
    }
}
