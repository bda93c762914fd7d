package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/** What the page's buttons do. Thread-safe. */
final class PageActs {
    private final House house;
    private final Workspace workspace;
    private final Messages messages;
    private final Views views;
    private final Acts acts;

    PageActs(House house, Workspace workspace, Messages messages, Views views, Acts acts) {
        this.house = house;
        this.workspace = workspace;
        this.messages = messages;
        this.views = views;
        this.acts = acts;
    }

    /** Does what the JSON says; what cannot be done completes with the reason. */
    CompletableFuture<JsonNode> perform(String body) {
        try {
            JsonNode wish = Json.parse(body).orElseThrow(() -> new IllegalArgumentException("not JSON"));
            Person who = workspace
                    .find(wish.path("as").asText())
                    .filter(person -> !person.deactivated() && person.kind() != Person.Kind.BOT)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "nobody acts as " + wish.path("as").asText()));
            return perform(who, wish);
        } catch (IllegalArgumentException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private CompletableFuture<JsonNode> perform(Person who, JsonNode wish) {
        String text = wish.path("text").asText();
        return switch (wish.path("act").asText()) {
            case "command" -> told(acts.command(who, channel(who, wish), text));
            case "say" ->
                told(acts.say(who, channel(who, wish), wish.path("thread").asText(), text));
            case "home" -> told(acts.openHome(who));
            case "click" -> told(click(who, wish));
            case "suggest" -> suggest(who, wish);
            case "submit" -> told(acts.submit(who, view(who, wish), inputs(who, wish)));
            case "close" ->
                told(acts.close(
                        who,
                        view(who, wish),
                        inputs(who, wish),
                        wish.path("all").asBoolean()));
            default ->
                throw new IllegalArgumentException(
                        "no such act: " + wish.path("act").asText());
        };
    }

    private CompletableFuture<Outcome> click(Person who, JsonNode wish) {
        ObjectNode value = wish.path("value") instanceof ObjectNode given ? given : Json.object();
        if (wish.has("view")) {
            ShownView view = view(who, wish);
            JsonNode values = inputs(who, wish).values(view.blocks());
            return acts.act(who, view, control(view.blocks(), wish), value, values);
        }
        Message message = message(who, wish);
        Inputs inputs = new Inputs();
        inputs.give(message.blocks(), wish.path("values"));
        return acts.act(who, message, control(message.blocks(), wish), value, inputs.values(message.blocks()));
    }

    private CompletableFuture<JsonNode> suggest(Person who, JsonNode wish) {
        String typed = wish.path("typed").asText();
        if (wish.has("view")) {
            ShownView view = view(who, wish);
            JsonNode values = inputs(who, wish).values(view.blocks());
            return acts.suggest(who, view, control(view.blocks(), wish), typed, values);
        }
        Message message = message(who, wish);
        return acts.suggest(who, message, control(message.blocks(), wish), typed, Json.object());
    }

    private Channel channel(Person who, JsonNode wish) {
        return workspace
                .findChannel(wish.path("channel").asText())
                .filter(channel -> PageState.sees(who, channel))
                .orElseThrow(() -> new IllegalArgumentException("no such channel for " + who.name()));
    }

    private Message message(Person who, JsonNode wish) {
        Channel channel = channel(who, wish);
        return house.read(() -> messages.find(channel.id(), wish.path("ts").asText()))
                .filter(message -> !message.isEphemeral() || message.onlyFor().equals(who.id()))
                .orElseThrow(() -> new IllegalArgumentException("the message is gone"));
    }

    private ShownView view(Person who, JsonNode wish) {
        return house.read(() -> views.find(wish.path("view").asText()))
                .filter(view -> view.owner().equals(who.id()))
                .orElseThrow(() -> new IllegalArgumentException("the view is closed"));
    }

    private Inputs inputs(Person who, JsonNode wish) {
        Inputs inputs = new Inputs();
        inputs.give(view(who, wish).blocks(), wish.path("values"));
        return inputs;
    }

    private static Control control(JsonNode blocks, JsonNode wish) {
        return Reading.controls(blocks).stream()
                .filter(control -> control.blockId().equals(wish.path("block").asText())
                        && control.actionId().equals(wish.path("action").asText()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("the button is gone; look at the message as it is now"));
    }

    private static CompletableFuture<JsonNode> told(CompletableFuture<Outcome> outcome) {
        return outcome.thenApply(done -> Json.object().put("trouble", done.trouble()));
    }
}
