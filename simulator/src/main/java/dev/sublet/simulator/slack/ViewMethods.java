package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code views.*}. */
final class ViewMethods {
    private final Workspace workspace;
    private final Views views;
    private final Tickets tickets;

    ViewMethods(Workspace workspace, Views views, Tickets tickets) {
        this.workspace = workspace;
        this.views = views;
        this.tickets = tickets;
    }

    void addTo(WebApi api) {
        api.add("views.open", Method.json(Method.Tier.FOUR, this::open));
        api.add("views.push", Method.json(Method.Tier.FOUR, this::push));
        api.add("views.update", Method.json(Method.Tier.FOUR, this::update));
        api.add("views.publish", Method.json(Method.Tier.FOUR, this::publish));
    }

    private ObjectNode open(Arguments arguments) {
        JsonNode view = view(arguments);
        return answer(views.open(tickets.spend(arguments.must("trigger_id")), view));
    }

    private ObjectNode push(Arguments arguments) {
        JsonNode view = view(arguments);
        return answer(views.push(tickets.spend(arguments.must("trigger_id")), view));
    }

    private ObjectNode update(Arguments arguments) {
        JsonNode view = view(arguments);
        String id = arguments.text("view_id");
        ShownView old = (id.isEmpty() ? views.findExternal(arguments.must("external_id")) : views.find(id))
                .orElseThrow(() -> new SlackException("not_found"));
        return answer(views.update(old, view, arguments.text("hash")));
    }

    private ObjectNode publish(Arguments arguments) {
        JsonNode view = view(arguments);
        String person = arguments.must("user_id");
        if (workspace.find(person).filter(one -> !one.deactivated()).isEmpty()) {
            throw new SlackException("invalid_arguments", java.util.List.of("[ERROR] no such user: " + person));
        }
        return answer(views.publish(person, view, arguments.text("hash")));
    }

    private static JsonNode view(Arguments arguments) {
        return arguments.json("view", "invalid_arguments").orElseThrow(() -> Arguments.missing("view"));
    }

    private static ObjectNode answer(ShownView view) {
        return Json.object().set("view", view.wire(new Inputs().values(view.blocks())));
    }
}
