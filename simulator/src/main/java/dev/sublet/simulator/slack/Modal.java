package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A modal, or App Home, in the hands of the person who sees it. */
public final class Modal {
    private final Actor actor;
    private final SlackStandIn slack;
    private final Acts acts;
    private final String viewId;

    Modal(Actor actor, SlackStandIn slack, Acts acts, String viewId) {
        this.actor = actor;
        this.slack = slack;
        this.acts = acts;
        this.viewId = viewId;
    }

    /** As it stands now. */
    public ShownView view() {
        return slack.view(viewId).orElseThrow(() -> new IllegalStateException("the modal " + viewId + " is closed"));
    }

    public boolean isOpen() {
        return slack.view(viewId).isPresent();
    }

    public String title() {
        return view().title();
    }

    public String shown() {
        return view().shown();
    }

    /** By block id. */
    public Map<String, String> errors() {
        return view().errors();
    }

    /**
     * Types into an input or chooses in a menu; an input that dispatches its actions tells the app.
     *
     * @param named the input's label, block id or action id
     * @param chosen text, or options by value or text, or ids of people and channels; none empties the input
     */
    public Outcome fill(String named, String... chosen) {
        ShownView view = view();
        Control control = control(view, named);
        JsonNode offer = control.type().endsWith("external_select")
                ? actor.await(acts.suggest(actor.able(), view, control, String.join(" ", chosen), values(view)))
                : control.element();
        ObjectNode value = Inputs.value(control, offer, chosen);
        inputs().give(control, value);
        boolean tells = true;
        for (JsonNode block : view.blocks()) {
            if (block.path("block_id").asText().equals(control.blockId())
                    && block.path("type").asText().equals("input")) {
                tells = block.path("dispatch_action").asBoolean();
            }
        }
        return tells ? actor.wait(acts.act(actor.able(), view, control, value, values(view))) : Outcome.NOTHING_SENT;
    }

    /** Texts of the options that the app offers for what is typed. */
    public List<String> suggestions(String named, String typed) {
        ShownView view = view();
        JsonNode offer = actor.await(acts.suggest(actor.able(), view, control(view, named), typed, values(view)));
        List<String> texts = new ArrayList<>();
        offer.findParents("value")
                .forEach(option -> texts.add(option.at("/text/text").asText()));
        return texts;
    }

    /** Presses a button in the modal. */
    public Outcome click(String named) {
        ShownView view = view();
        return actor.wait(acts.act(actor.able(), view, control(view, named), Json.object(), values(view)));
    }

    /** Presses the submit button; inputs that lack something keep the app from being asked, as in Slack. */
    public Outcome submit() {
        return actor.wait(acts.submit(actor.able(), view(), inputs()));
    }

    /** Presses the close button: the modal below shows again. */
    public Outcome close() {
        return actor.wait(acts.close(actor.able(), view(), inputs(), false));
    }

    /** Closes all modals. */
    public Outcome closeAll() {
        return actor.wait(acts.close(actor.able(), view(), inputs(), true));
    }

    private Inputs inputs() {
        return slack.inputsOf(viewId);
    }

    private JsonNode values(ShownView view) {
        return inputs().values(view.blocks());
    }

    private static Control control(ShownView view, String named) {
        return Reading.find(view.blocks(), named).orElseThrow(() -> Actor.unknown(named, view.controls()));
    }
}
