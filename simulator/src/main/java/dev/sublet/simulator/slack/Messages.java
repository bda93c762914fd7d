package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Messages of all channels with all that they ever said. Guarded by the house's lock. */
final class Messages {
    private static final int MESSAGES_MAX = 20_000;
    private static final int VERSIONS_MAX = 500;

    private static final class Kept {
        private Message now;
        private final List<Message> before = new ArrayList<>();

        Kept(Message now) {
            this.now = now;
        }
    }

    private final House house;
    private final Map<String, Kept> all = new LinkedHashMap<>();

    Messages(House house) {
        this.house = house;
    }

    Message post(String channel, String author, String threadTs, String onlyFor, String text, JsonNode blocks) {
        Message message =
                new Message(channel, house.ts(), threadTs, author, onlyFor, text, withIds(blocks), List.of(), 0, false);
        if (all.size() >= MESSAGES_MAX) {
            all.remove(all.keySet().iterator().next());
        }
        all.put(key(channel, message.ts()), new Kept(message));
        return message;
    }

    /** Puts another text and other blocks into a message. */
    Message edit(Message old, String text, JsonNode blocks) {
        return replace(new Message(
                old.channel(),
                old.ts(),
                old.threadTs(),
                old.author(),
                old.onlyFor(),
                text,
                withIds(blocks),
                old.reactions(),
                old.edits() + 1,
                false));
    }

    Message delete(Message old) {
        return replace(new Message(
                old.channel(),
                old.ts(),
                old.threadTs(),
                old.author(),
                old.onlyFor(),
                "",
                Json.array(),
                List.of(),
                old.edits(),
                true));
    }

    Message react(Message old, String name) {
        List<String> reactions = new ArrayList<>(old.reactions());
        reactions.add(name);
        return replace(new Message(
                old.channel(),
                old.ts(),
                old.threadTs(),
                old.author(),
                old.onlyFor(),
                old.text(),
                old.blocks(),
                reactions,
                old.edits(),
                false));
    }

    /** The message as it stands, unless it is gone. */
    Optional<Message> find(String channel, String ts) {
        return Optional.ofNullable(all.get(key(channel, ts)))
                .map(kept -> kept.now)
                .filter(message -> !message.deleted());
    }

    /** What stands now, oldest first. */
    List<Message> list(Predicate<Message> which) {
        return all.values().stream()
                .map(kept -> kept.now)
                .filter(message -> !message.deleted())
                .filter(which)
                .toList();
    }

    /** All that a message said, oldest first, as it stands last; a deleted one ends with an empty one. */
    List<Message> versions(String channel, String ts) {
        Kept kept = all.get(key(channel, ts));
        if (kept == null) {
            return List.of();
        }
        List<Message> versions = new ArrayList<>(kept.before);
        versions.add(kept.now);
        return versions;
    }

    private Message replace(Message message) {
        Kept kept = all.get(key(message.channel(), message.ts()));
        if (kept == null) {
            throw new IllegalStateException("no message " + message.ts() + " in " + message.channel());
        }
        if (kept.before.size() < VERSIONS_MAX) {
            kept.before.add(kept.now);
        }
        kept.now = message;
        return message;
    }

    private static String key(String channel, String ts) {
        return channel + "/" + ts;
    }

    /** With the block and action ids that Slack makes up where an app gave none. */
    ArrayNode withIds(JsonNode blocks) {
        ArrayNode copy = Json.array();
        for (JsonNode block : blocks) {
            ObjectNode named = block.deepCopy();
            if (!named.has("block_id")) {
                named.put("block_id", house.id("b", ""));
            }
            name(named.path("accessory"));
            name(named.path("element"));
            if (named.path("type").asText().equals("actions")) {
                named.path("elements").forEach(this::name);
            }
            copy.add(named);
        }
        return copy;
    }

    private void name(JsonNode element) {
        if (element instanceof ObjectNode object
                && !object.has("action_id")
                && !object.path("type").asText().equals("image")) {
            object.put("action_id", house.id("a", ""));
        }
    }
}
