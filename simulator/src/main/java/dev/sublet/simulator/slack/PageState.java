package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the page shows to one person. Guarded by the house's lock. */
final class PageState {
    private static final int MESSAGES_MAX = 300;

    private final AppSettings app;
    private final Workspace workspace;
    private final Messages messages;
    private final Views views;

    PageState(AppSettings app, Workspace workspace, Messages messages, Views views) {
        this.app = app;
        this.workspace = workspace;
        this.messages = messages;
        this.views = views;
    }

    /** As this person sees it; as the first one when nobody has the id. */
    ObjectNode of(String personId) {
        List<Person> actors = workspace.actors();
        ObjectNode state = Json.object();
        if (actors.isEmpty()) {
            throw new IllegalStateException("nobody is in the workspace");
        }
        Person me = actors.stream()
                .filter(person -> person.id().equals(personId))
                .findFirst()
                .orElse(actors.get(0));
        workspace.directWith(me);
        state.put("me", me.id());
        state.set("bot", person(workspace.bot()));
        ArrayNode people = state.putArray("people");
        workspace.people(person -> true).forEach(person -> people.add(person(person)));
        List<Channel> seen = workspace.channels().stream()
                .filter(channel -> sees(me, channel))
                .toList();
        ArrayNode channels = state.putArray("channels");
        seen.forEach(channel -> channels.addObject()
                .put("id", channel.id())
                .put("name", channel.name())
                .put("kind", channel.kind().name()));
        ArrayNode commands = state.putArray("commands");
        app.commands()
                .values()
                .forEach(command -> commands.addObject()
                        .put("command", command.command())
                        .put("description", command.description())
                        .put("usageHint", command.usageHint()));
        Set<String> ids = seen.stream().map(Channel::id).collect(Collectors.toSet());
        List<Message> shown = messages.list(message -> ids.contains(message.channel())
                && (!message.isEphemeral() || message.onlyFor().equals(me.id())));
        ArrayNode list = state.putArray("messages");
        shown.subList(Math.max(0, shown.size() - MESSAGES_MAX), shown.size())
                .forEach(message -> list.add(wire(message)));
        views.home(me.id()).ifPresent(home -> state.set("home", wire(home)));
        views.top(me.id()).ifPresent(modal -> state.set("modal", wire(modal)));
        return state;
    }

    static boolean sees(Person who, Channel channel) {
        boolean open = channel.kind() == Channel.Kind.PUBLIC && who.kind() == Person.Kind.MEMBER;
        return open || channel.members().contains(who.id());
    }

    private ObjectNode person(Person person) {
        String note = switch (person.kind()) {
            case MEMBER, BOT -> "";
            case GUEST -> "guest";
            case STRANGER -> "from another workspace";
        };
        return Json.object()
                .put("id", person.id())
                .put("name", person.name())
                .put("realName", person.realName())
                .put("note", note)
                .put("acts", person.kind() != Person.Kind.BOT && !person.deactivated());
    }

    private static ObjectNode wire(Message message) {
        ObjectNode wire = Json.object()
                .put("channel", message.channel())
                .put("ts", message.ts())
                .put("threadTs", message.threadTs())
                .put("author", message.author())
                .put("onlyFor", message.onlyFor())
                .put("text", message.text())
                .put("edits", message.edits());
        wire.set("blocks", message.blocks());
        ArrayNode reactions = wire.putArray("reactions");
        message.reactions().forEach(reactions::add);
        return wire;
    }

    private static ObjectNode wire(ShownView view) {
        ObjectNode wire = Json.object()
                .put("id", view.id())
                .put("title", view.title())
                .put("submit", view.json().at("/submit/text").asText())
                .put("close", view.json().at("/close/text").asText())
                .put("previous", view.previousId());
        wire.set("blocks", view.blocks());
        ObjectNode errors = wire.putObject("errors");
        view.errors().forEach(errors::put);
        return wire;
    }
}
