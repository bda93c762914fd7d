package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code conversations.*}. */
final class ConversationMethods {
    private final AppSettings app;
    private final Workspace workspace;
    private final Messages messages;

    ConversationMethods(AppSettings app, Workspace workspace, Messages messages) {
        this.app = app;
        this.workspace = workspace;
        this.messages = messages;
    }

    void addTo(WebApi api) {
        api.add("conversations.open", Method.json(Method.Tier.THREE, this::open, "im:write"));
        String[] reading = {"channels:read", "groups:read", "im:read"};
        api.add("conversations.list", Method.form(Method.Tier.TWO, this::list, reading));
        api.add("conversations.info", Method.form(Method.Tier.THREE, this::info, reading));
        api.add("conversations.members", Method.form(Method.Tier.FOUR, this::members, reading));
        String[] history = {"channels:history", "groups:history", "im:history"};
        api.add("conversations.history", Method.form(Method.Tier.THREE, this::history, history));
    }

    private ObjectNode open(Arguments arguments) {
        if (arguments.has("channel")) {
            Channel channel = visible(arguments.text("channel"));
            return Json.object().set("channel", Json.object().put("id", channel.id()));
        }
        List<String> users = arguments.list("users");
        if (users.size() != 1) {
            throw new SlackException(
                    users.isEmpty() ? "users_list_not_supplied" : "method_not_supported_for_channel_type");
        }
        Person person = workspace.find(users.get(0)).orElseThrow(() -> new SlackException("user_not_found"));
        if (person.deactivated()) {
            throw new SlackException("user_disabled");
        }
        if (person.kind() == Person.Kind.BOT) {
            throw new SlackException("cannot_dm_bot");
        }
        Channel channel = workspace.directWith(person);
        return Json.object().set("channel", Json.object().put("id", channel.id()));
    }

    private ObjectNode list(Arguments arguments) {
        List<String> types = arguments.has("types") ? arguments.list("types") : List.of("public_channel");
        for (String type : types) {
            need(kindOf(type), "read");
        }
        List<Channel> found = workspace.channels().stream()
                .filter(channel -> types.stream().anyMatch(type -> kindOf(type) == channel.kind()))
                .filter(this::isVisible)
                .filter(channel -> !(arguments.flag("exclude_archived") && channel.archived()))
                .toList();
        return PeopleMethods.page(arguments, "channels", found, this::wire);
    }

    private static Channel.Kind kindOf(String type) {
        return switch (type) {
            case "public_channel" -> Channel.Kind.PUBLIC;
            case "private_channel", "mpim" -> Channel.Kind.PRIVATE;
            case "im" -> Channel.Kind.DIRECT;
            default -> throw new SlackException("invalid_types");
        };
    }

    private ObjectNode info(Arguments arguments) {
        Channel channel = visible(arguments.must("channel"));
        need(channel.kind(), "read");
        return Json.object().set("channel", wire(channel));
    }

    private ObjectNode members(Arguments arguments) {
        Channel channel = visible(arguments.must("channel"));
        need(channel.kind(), "read");
        ObjectNode answer = Json.object();
        answer.putArray("members");
        channel.members().stream()
                .sorted()
                .forEach(id -> answer.withArray("/members").add(id));
        answer.withObject("/response_metadata").put("next_cursor", "");
        return answer;
    }

    private ObjectNode history(Arguments arguments) {
        Channel channel = visible(arguments.must("channel"));
        need(channel.kind(), "history");
        if (!channel.members().contains(workspace.bot().id())) {
            throw new SlackException("not_in_channel");
        }
        List<Message> found = messages.list(message -> message.channel().equals(channel.id())
                && !message.isEphemeral()
                && message.threadTs().isEmpty()
                && within(message.ts(), arguments));
        int most = arguments.number("limit", 100, 999);
        ObjectNode answer = Json.object();
        answer.putArray("messages");
        for (int index = found.size() - 1; index >= Math.max(0, found.size() - most); index--) {
            answer.withArray("/messages").add(Payloads.wire(found.get(index)));
        }
        return answer.put("has_more", found.size() > most);
    }

    private static boolean within(String ts, Arguments arguments) {
        boolean inclusive = arguments.flag("inclusive");
        String oldest = arguments.text("oldest");
        String latest = arguments.text("latest");
        return (oldest.isEmpty() || isBefore(oldest, ts) || (inclusive && oldest.equals(ts)))
                && (latest.isEmpty() || isBefore(ts, latest) || (inclusive && latest.equals(ts)));
    }

    private static boolean isBefore(String ts, String other) {
        try {
            return new java.math.BigDecimal(ts).compareTo(new java.math.BigDecimal(other)) < 0;
        } catch (NumberFormatException words) {
            throw new SlackException("invalid_ts_latest");
        }
    }

    private void need(Channel.Kind kind, String what) {
        String scope = kind.plural() + ":" + what;
        if (!app.scopes().contains(scope)) {
            throw WebApi.missingScope(app, scope);
        }
    }

    private Channel visible(String id) {
        return workspace
                .findChannel(id)
                .filter(this::isVisible)
                .orElseThrow(() -> new SlackException("channel_not_found"));
    }

    private boolean isVisible(Channel channel) {
        return channel.kind() == Channel.Kind.PUBLIC
                || channel.members().contains(workspace.bot().id());
    }

    private ObjectNode wire(Channel channel) {
        ObjectNode wire = Json.object()
                .put("id", channel.id())
                .put("is_im", channel.kind() == Channel.Kind.DIRECT)
                .put("is_channel", channel.kind() != Channel.Kind.DIRECT)
                .put("is_private", channel.kind() != Channel.Kind.PUBLIC)
                .put("is_archived", channel.archived())
                .put("is_member", channel.members().contains(workspace.bot().id()))
                .put("num_members", channel.members().size());
        if (channel.kind() == Channel.Kind.DIRECT) {
            channel.members().stream()
                    .filter(id -> !id.equals(workspace.bot().id()))
                    .forEach(id -> wire.put("user", id));
        } else {
            wire.put("name", channel.name());
        }
        return wire;
    }
}
