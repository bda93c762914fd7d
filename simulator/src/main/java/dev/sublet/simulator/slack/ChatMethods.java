package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.simulator.slack.limits.SlackLimits;
import java.util.List;
import java.util.Optional;

/** {@code chat.*} and {@code reactions.*}. */
final class ChatMethods {
    private final AppSettings app;
    private final Workspace workspace;
    private final Messages messages;

    ChatMethods(AppSettings app, Workspace workspace, Messages messages) {
        this.app = app;
        this.workspace = workspace;
        this.messages = messages;
    }

    void addTo(WebApi api) {
        api.add("chat.postMessage", Method.json(Method.Tier.POSTING, this::post, "chat:write"));
        api.add("chat.postEphemeral", Method.json(Method.Tier.FOUR, this::postEphemeral, "chat:write"));
        api.add("chat.update", Method.json(Method.Tier.THREE, this::update, "chat:write"));
        api.add("chat.delete", Method.json(Method.Tier.THREE, this::delete, "chat:write"));
        api.add("chat.getPermalink", Method.form(Method.Tier.SPECIAL, this::permalink));
        api.add("reactions.add", Method.json(Method.Tier.THREE, this::react, "reactions:write"));
    }

    private ObjectNode post(Arguments arguments) {
        Channel channel = writable(arguments.text("channel"));
        Content content = content(arguments);
        String thread = arguments.text("thread_ts");
        if (!thread.isEmpty() && messages.find(channel.id(), thread).isEmpty()) {
            throw new SlackException("thread_not_found");
        }
        Message message =
                messages.post(channel.id(), workspace.bot().id(), thread, "", content.text(), content.blocks());
        ObjectNode answer = Json.object().put("channel", channel.id()).put("ts", message.ts());
        answer.set(
                "message", Payloads.wire(message).put("bot_id", Payloads.BOT_ID).put("app_id", Payloads.APP_ID));
        return answer;
    }

    private ObjectNode postEphemeral(Arguments arguments) {
        Channel channel = writable(arguments.text("channel"));
        String user = arguments.must("user");
        if (!channel.members().contains(user)) {
            throw new SlackException("user_not_in_channel");
        }
        Content content = content(arguments);
        Message message = messages.post(
                channel.id(),
                workspace.bot().id(),
                arguments.text("thread_ts"),
                user,
                content.text(),
                content.blocks());
        return Json.object().put("message_ts", message.ts());
    }

    private ObjectNode update(Arguments arguments) {
        Message old = own(arguments, "cant_update_message");
        boolean hasBlocks = arguments.json("blocks", "invalid_blocks_format").isPresent();
        if (!hasBlocks && !arguments.has("text")) {
            throw new SlackException("no_text");
        }
        // Documented: blocks that are not given stay.
        Content content = hasBlocks ? content(arguments) : new Content(text(arguments), old.blocks());
        Message now = messages.edit(old, content.text(), content.blocks());
        ObjectNode answer =
                Json.object().put("channel", now.channel()).put("ts", now.ts()).put("text", now.text());
        answer.set("message", Payloads.wire(now));
        return answer;
    }

    private ObjectNode delete(Arguments arguments) {
        Message old = own(arguments, "cant_delete_message");
        messages.delete(old);
        return Json.object().put("channel", old.channel()).put("ts", old.ts());
    }

    private ObjectNode permalink(Arguments arguments) {
        Channel channel = known(arguments.text("channel"));
        Message message = messages.find(channel.id(), arguments.must("message_ts"))
                .filter(found -> !found.isEphemeral())
                .orElseThrow(() -> new SlackException("message_not_found"));
        return Json.object()
                .put("channel", channel.id())
                .put(
                        "permalink",
                        "https://" + Workspace.DOMAIN + ".slack.com/archives/" + channel.id() + "/p"
                                + message.ts().replace(".", ""));
    }

    private ObjectNode react(Arguments arguments) {
        Channel channel = known(arguments.text("channel"));
        Message message = messages.find(channel.id(), arguments.must("timestamp"))
                .filter(found -> !found.isEphemeral())
                .orElseThrow(() -> new SlackException("message_not_found"));
        String name = arguments.must("name");
        if (!name.matches("[a-z0-9_+'-]{1,100}")) {
            throw new SlackException("invalid_name");
        }
        if (message.reactions().contains(name)) {
            throw new SlackException("already_reacted");
        }
        messages.react(message, name);
        return Json.object();
    }

    private Message own(Arguments arguments, String foreign) {
        Channel channel = known(arguments.text("channel"));
        Message old = messages.find(channel.id(), arguments.must("ts"))
                .filter(message -> !message.isEphemeral())
                .orElseThrow(() -> new SlackException("message_not_found"));
        if (!old.author().equals(workspace.bot().id())) {
            throw new SlackException(foreign);
        }
        return old;
    }

    private Channel known(String id) {
        return workspace
                .findChannel(id)
                .filter(channel -> channel.kind() == Channel.Kind.PUBLIC
                        || channel.members().contains(workspace.bot().id()))
                .orElseThrow(() -> new SlackException("channel_not_found"));
    }

    /** A channel that the bot may write to; a person's id stands for the direct messages with them. */
    private Channel writable(String id) {
        Optional<Person> person = workspace.find(id);
        if (person.isPresent()) {
            if (person.get().deactivated()) {
                throw new SlackException("user_disabled");
            }
            return workspace.directWith(person.get());
        }
        Channel channel = known(id);
        if (channel.archived()) {
            throw new SlackException("is_archived");
        }
        boolean anywhere = channel.kind() == Channel.Kind.PUBLIC && app.scopes().contains("chat:write.public");
        if (!anywhere && !channel.members().contains(workspace.bot().id())) {
            throw new SlackException("not_in_channel");
        }
        return channel;
    }

    /** Text and blocks that Slack takes. */
    record Content(String text, JsonNode blocks) {}

    static Content content(Arguments arguments) {
        JsonNode blocks = arguments.json("blocks", "invalid_blocks_format").orElse(Json.array());
        String text = text(arguments);
        if (blocks.isEmpty() && text.isEmpty()) {
            throw new SlackException("no_text");
        }
        return new Content(text, checked(blocks));
    }

    private static String text(Arguments arguments) {
        if (arguments.has("attachments")) {
            throw new SlackException(
                    "invalid_attachments", List.of("[ERROR] the stand-in takes blocks, not attachments"));
        }
        String text = arguments.text("text");
        if (text.length() > SlackLimits.MESSAGE_TEXT_MAX) {
            throw new SlackException("msg_too_long");
        }
        return text;
    }

    static JsonNode checked(JsonNode blocks) {
        List<String> wrong = SlackLimits.messageBlocks(blocks);
        if (!wrong.isEmpty()) {
            throw new SlackException(blocks.isArray() ? "invalid_blocks" : "invalid_blocks_format", wrong);
        }
        return blocks;
    }
}
