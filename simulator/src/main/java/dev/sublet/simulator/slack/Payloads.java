package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds what Slack sends to an app. */
final class Payloads {
    static final String APP_ID = "A0STANDIN1";
    static final String BOT_ID = "B0STANDIN1";
    private static final String TOKEN = "stand-in-verification";

    private Payloads() {}

    static Map<String, String> command(
            Person who, Channel where, String command, String text, String trigger, String responseUrl) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", TOKEN);
        form.put("team_id", Workspace.TEAM_ID);
        form.put("team_domain", Workspace.DOMAIN);
        form.put("channel_id", where.id());
        form.put("channel_name", channelName(where));
        form.put("user_id", who.id());
        form.put("user_name", who.name());
        form.put("command", command);
        form.put("text", text);
        form.put("api_app_id", APP_ID);
        form.put("is_enterprise_install", "false");
        form.put("response_url", responseUrl);
        form.put("trigger_id", trigger);
        return form;
    }

    private static String channelName(Channel where) {
        return switch (where.kind()) {
            case PUBLIC -> where.name();
            case PRIVATE -> "privategroup";
            case DIRECT -> "directmessage";
        };
    }

    /** What all interactions have. */
    static ObjectNode interaction(String type, Person who) {
        ObjectNode payload = Json.object().put("type", type);
        payload.set("team", Json.object().put("id", Workspace.TEAM_ID).put("domain", Workspace.DOMAIN));
        payload.set(
                "user",
                Json.object()
                        .put("id", who.id())
                        .put("username", who.name())
                        .put("name", who.name())
                        .put("team_id", who.teamId()));
        payload.put("api_app_id", APP_ID).put("token", TOKEN);
        payload.putNull("enterprise").put("is_enterprise_install", false);
        return payload;
    }

    /** An interaction with a message. */
    static ObjectNode inMessage(ObjectNode payload, Message message, Channel where) {
        payload.set(
                "container",
                Json.object()
                        .put("type", "message")
                        .put("message_ts", message.ts())
                        .put("channel_id", where.id())
                        .put("is_ephemeral", message.isEphemeral()));
        payload.set("channel", Json.object().put("id", where.id()).put("name", channelName(where)));
        if (!message.isEphemeral()) {
            payload.set("message", wire(message));
        }
        return payload;
    }

    /** An interaction with a modal or App Home. */
    static ObjectNode inView(ObjectNode payload, ShownView view, JsonNode values) {
        payload.set("container", Json.object().put("type", "view").put("view_id", view.id()));
        payload.set("view", view.wire(values));
        return payload;
    }

    /** A message as the Web API and interactions show it. */
    static ObjectNode wire(Message message) {
        ObjectNode wire = Json.object()
                .put("type", "message")
                .put("user", message.author())
                .put("ts", message.ts())
                .put("team", Workspace.TEAM_ID)
                .put("text", message.text());
        if (!message.threadTs().isEmpty()) {
            wire.put("thread_ts", message.threadTs());
        }
        if (!message.blocks().isEmpty()) {
            wire.set("blocks", message.blocks());
        }
        if (message.edits() > 0) {
            wire.set("edited", Json.object().put("user", message.author()).put("ts", message.ts()));
        }
        if (!message.reactions().isEmpty()) {
            message.reactions().stream()
                    .distinct()
                    .forEach(name -> wire.withArray("/reactions")
                            .addObject()
                            .put("name", name)
                            .put(
                                    "count",
                                    message.reactions().stream()
                                            .filter(name::equals)
                                            .count()));
        }
        return wire;
    }

    /** An event in its envelope. */
    static ObjectNode event(ObjectNode event, String eventId, long atSeconds, Person bot) {
        ObjectNode envelope = Json.object()
                .put("token", TOKEN)
                .put("team_id", Workspace.TEAM_ID)
                .put("context_team_id", Workspace.TEAM_ID)
                .put("api_app_id", APP_ID)
                .put("type", "event_callback")
                .put("event_id", eventId)
                .put("event_time", atSeconds)
                .put("is_ext_shared_channel", false)
                .put("event_context", "4-" + eventId);
        envelope.set("event", event);
        envelope.withArray("/authorizations")
                .addObject()
                .putNull("enterprise_id")
                .put("team_id", Workspace.TEAM_ID)
                .put("user_id", bot.id())
                .put("is_bot", true)
                .put("is_enterprise_install", false);
        return envelope;
    }
}
