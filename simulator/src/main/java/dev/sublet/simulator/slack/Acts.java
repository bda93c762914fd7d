package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.simulator.slack.limits.SlackLimits;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** What Slack's client and server do when a person acts; answers complete after the app's acknowledgement. Thread-safe. */
final class Acts {
    static final String MODAL_TROUBLE = "We had some trouble connecting. Try again?";

    private final House house;
    private final AppSettings app;
    private final Workspace workspace;
    private final Messages messages;
    private final Views views;
    private final Tickets tickets;
    private final Replies replies;
    private final WebApi api;
    private final Dispatch dispatch;
    private final Events events;
    private final UnaryOperator<String> responseUrl;

    Acts(
            House house,
            AppSettings app,
            Workspace workspace,
            Messages messages,
            Views views,
            Tickets tickets,
            WebApi api,
            Dispatch dispatch,
            Events events,
            UnaryOperator<String> responseUrl) {
        this.house = house;
        this.app = app;
        this.workspace = workspace;
        this.messages = messages;
        this.views = views;
        this.tickets = tickets;
        this.replies = new Replies(workspace, messages);
        this.api = api;
        this.dispatch = dispatch;
        this.events = events;
        this.responseUrl = responseUrl;
    }

    CompletableFuture<Outcome> command(Person who, Channel where, String line) {
        int space = line.indexOf(' ');
        String command = space < 0 ? line : line.substring(0, space);
        String typed = space < 0 ? "" : line.substring(space + 1).trim();
        AppSettings.SlashCommand known = app.commands().get(command);
        if (known == null) {
            return done(Outcome.refused(command + " is not a valid command."));
        }
        if (!app.scopes().contains("commands")) {
            return done(Outcome.refused(command + " is not a valid command: the app lacks the scope commands."));
        }
        String text = known.escaped() ? Typing.escaped(typed, workspace, true) : typed;
        Tickets.Origin origin = new Tickets.Origin(who.id(), where.id(), "");
        Map<String, String> form = house.change(() -> Payloads.command(
                who, where, command, text, tickets.trigger(who.id()), responseUrl.apply(tickets.response(origin))));
        return dispatch.command(form).thenApply(reply -> {
            Outcome outcome = outcome(reply);
            if (!reply.isFine()) {
                return outcome.withTrouble(command + " failed with the error \"" + reply.failure() + "\"");
            }
            return settle("acknowledgement of " + command, outcome, () -> replies.acknowledged(origin, reply.body()));
        });
    }

    /** Says something, and tells the app what it subscribed to. */
    CompletableFuture<Outcome> say(Person who, Channel where, String threadTs, String typed) {
        String text = Typing.escaped(typed, workspace, false);
        Message message = house.change(() -> messages.post(where.id(), who.id(), threadTs, "", text, Json.array()));
        boolean heard = where.members().contains(workspace.bot().id());
        ObjectNode event = Json.object()
                .put("user", who.id())
                .put("text", text)
                .put("ts", message.ts())
                .put("team", who.teamId())
                .put("channel", where.id())
                .put("event_ts", message.ts());
        if (!threadTs.isEmpty()) {
            event.put("thread_ts", threadTs);
        }
        if (!heard) {
            return done(Outcome.NOTHING_SENT);
        }
        boolean mentioned = text.contains(workspace.bot().mention()) && where.kind() != Channel.Kind.DIRECT;
        CompletableFuture<Outcome> mention = mentioned
                ? events.tell("app_mention", event.deepCopy().put("type", "app_mention"))
                : done(Outcome.NOTHING_SENT);
        String kind = where.kind().word();
        CompletableFuture<Outcome> plain = events.tell(
                "message." + (kind.equals("channel") ? "channels" : kind.equals("group") ? "groups" : "im"),
                event.put("type", "message").put("channel_type", kind));
        return mention.thenCombine(plain, (first, second) -> mentioned ? first : second);
    }

    CompletableFuture<Outcome> openHome(Person who) {
        ObjectNode event = Json.object()
                .put("type", "app_home_opened")
                .put("user", who.id())
                .put("channel", workspace.direct(who).id())
                .put("event_ts", house.change(house::ts))
                .put("tab", "home");
        house.read(() -> views.home(who.id()))
                .ifPresent(home -> event.set("view", home.wire(new Inputs().values(home.blocks()))));
        return events.tell("app_home_opened", event);
    }

    /** A click on a control of a message that the person may still have on the screen as it once was. */
    CompletableFuture<Outcome> act(Person who, Message seen, Control control, ObjectNode action, JsonNode values) {
        Channel where = workspace
                .findChannel(seen.channel())
                .orElseThrow(() -> new IllegalArgumentException("no channel " + seen.channel()));
        ObjectNode payload = house.change(() -> {
            Message now = messages.find(seen.channel(), seen.ts()).orElse(seen);
            Tickets.Origin origin = new Tickets.Origin(who.id(), where.id(), seen.ts());
            ObjectNode made = Payloads.inMessage(Payloads.interaction("block_actions", who), now, where);
            made.put("trigger_id", tickets.trigger(who.id()));
            made.put("response_url", responseUrl.apply(tickets.response(origin)));
            made.set("state", Json.object().set("values", values));
            return actions(made, control, action);
        });
        return dispatch.interaction(payload).thenApply(Acts::outcome);
    }

    CompletableFuture<Outcome> act(Person who, ShownView view, Control control, ObjectNode action, JsonNode values) {
        ObjectNode payload = house.change(() -> {
            ObjectNode made = Payloads.inView(Payloads.interaction("block_actions", who), view, values);
            made.put("trigger_id", tickets.trigger(who.id()));
            return actions(made, control, action);
        });
        return dispatch.interaction(payload).thenApply(Acts::outcome);
    }

    private ObjectNode actions(ObjectNode payload, Control control, ObjectNode action) {
        ObjectNode done = action.deepCopy()
                .put("type", control.type())
                .put("block_id", control.blockId())
                .put("action_id", control.actionId())
                .put("action_ts", house.ts());
        JsonNode element = control.element();
        for (String part : List.of("text", "style", "placeholder")) {
            if (element.has(part) && !done.has(part)) {
                done.set(part, element.get(part));
            }
        }
        if (control.type().equals("button") && element.has("value")) {
            done.set("value", element.get("value"));
        }
        payload.withArray("/actions").add(done);
        return payload;
    }

    CompletableFuture<Outcome> submit(Person who, ShownView view, Inputs inputs) {
        Map<String, String> missing = inputs.missing(view.blocks());
        if (!missing.isEmpty()) {
            house.alter(() -> views.showErrors(view, missing));
            return done(Outcome.refused(String.join(" ", missing.values())));
        }
        ObjectNode payload = house.change(() -> {
            views.showErrors(view, Map.of());
            ObjectNode made = Payloads.interaction("view_submission", who);
            made.set("view", view.wire(inputs.values(view.blocks())));
            made.putArray("response_urls");
            return made.put("trigger_id", tickets.trigger(who.id()));
        });
        return dispatch.interaction(payload).thenApply(reply -> {
            Outcome outcome = outcome(reply);
            return reply.isFine()
                    ? settle("answer to view_submission", outcome, () -> submitted(view, reply.body()))
                    : outcome.withTrouble(MODAL_TROUBLE);
        });
    }

    private void submitted(ShownView view, String body) {
        JsonNode read = body.isBlank()
                ? Json.object()
                : Json.parse(body).orElseThrow(() -> new SlackException("invalid_response_action"));
        if (!(read instanceof ObjectNode answer)) {
            throw new SlackException("invalid_response_action");
        }
        switch (answer.path("response_action").asText()) {
            case "" -> views.pop(view.owner());
            case "clear" -> views.clear(view.owner());
            case "errors" -> views.showErrors(view, Replies.errors(view, answer));
            case "update" -> views.update(view, answer.path("view"), "");
            case "push" -> views.push(view.owner(), answer.path("view"));
            default ->
                throw new SlackException(
                        "invalid_response_action",
                        List.of("[ERROR] unknown response_action: "
                                + answer.path("response_action").asText()));
        }
    }

    /** Closes the uppermost modal, or all. */
    CompletableFuture<Outcome> close(Person who, ShownView view, Inputs inputs, boolean all) {
        house.alter(() -> {
            if (all || view.json().path("clear_on_close").asBoolean()) {
                views.clear(who.id());
            } else {
                views.pop(who.id());
            }
        });
        if (!view.json().path("notify_on_close").asBoolean()) {
            return done(Outcome.NOTHING_SENT);
        }
        ObjectNode payload = Payloads.interaction("view_closed", who).put("is_cleared", all);
        payload.set("view", view.wire(inputs.values(view.blocks())));
        return dispatch.interaction(payload).thenApply(Acts::outcome);
    }

    /** Asks the app for a menu's options; what it may not answer counts as none. */
    CompletableFuture<JsonNode> suggest(Person who, Object place, Control control, String typed, JsonNode values) {
        ObjectNode payload = Payloads.interaction("block_suggestion", who)
                .put("action_id", control.actionId())
                .put("block_id", control.blockId())
                .put("value", typed);
        if (place instanceof ShownView view) {
            Payloads.inView(payload, view, values);
        } else if (place instanceof Message message) {
            Payloads.inMessage(
                    payload, message, workspace.findChannel(message.channel()).orElseThrow());
        }
        return dispatch.interaction(payload).thenApply(reply -> {
            JsonNode answer = Json.parse(reply.body()).orElse(Json.object());
            List<String> wrong = reply.isFine() ? SlackLimits.suggestions(answer) : List.of(reply.failure());
            if (!wrong.isEmpty()) {
                api.refused("answer to block_suggestion", "invalid_options", wrong);
                ObjectNode none = Json.object();
                none.set("options", Json.array());
                return none;
            }
            return answer;
        });
    }

    /** Sends a payload as it is, for requests that no client of Slack would make. */
    CompletableFuture<Outcome> raw(JsonNode payload) {
        return dispatch.interaction(payload).thenApply(Acts::outcome);
    }

    CompletableFuture<Outcome> rawCommand(Map<String, String> form) {
        return dispatch.command(form).thenApply(Acts::outcome);
    }

    CompletableFuture<Outcome> rawEvent(JsonNode envelope, int retry, String reason) {
        return events.send(envelope, retry, reason);
    }

    void respond(String ticket, JsonNode answer) {
        house.alter(() -> replies.apply(tickets.respond(ticket), answer));
    }

    private Outcome settle(String what, Outcome outcome, Runnable work) {
        try {
            house.alter(work);
            return outcome;
        } catch (SlackException refusal) {
            api.refused(what, refusal.error(), refusal.messages());
            return outcome.withTrouble(refusal.error());
        }
    }

    private static Outcome outcome(Outbound.Reply reply) {
        return new Outcome(reply.status(), reply.body(), reply.failure(), reply.took());
    }

    private static CompletableFuture<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
