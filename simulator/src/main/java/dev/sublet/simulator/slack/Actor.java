package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A person who acts. Each act waits for the app's acknowledgement, at most as long as Slack does; what the app does
 * afterwards is waited for with {@link SlackStandIn#await}. Thread-safe.
 */
public final class Actor {
    private final Person person;
    private final SlackStandIn slack;
    private final Acts acts;
    private final Duration atMost;

    Actor(Person person, SlackStandIn slack, Acts acts, Duration atMost) {
        this.person = person;
        this.slack = slack;
        this.acts = acts;
        this.atMost = atMost;
    }

    /** As of now. */
    public Person person() {
        return slack.workspace().known(person.id());
    }

    /** Types a slash command, for example {@code /vcluster list}. */
    public Outcome command(Channel where, String line) {
        return wait(acts.command(able(), seen(where), line));
    }

    /** Types a message; {@code @name} and {@code #name} become mentions. */
    public Outcome say(Channel where, String text) {
        return wait(acts.say(able(), seen(where), "", text));
    }

    /** Types a message to the bot alone. */
    public Outcome sayDirect(String text) {
        return say(slack.workspace().direct(person), text);
    }

    /** Types an answer in a message's thread. */
    public Outcome reply(Message to, String text) {
        String thread = to.threadTs().isEmpty() ? to.ts() : to.threadTs();
        return wait(acts.say(able(), channelOf(to), thread, text));
    }

    /**
     * Presses a button. The message is taken as given, so an old one presses a button that may be gone by now.
     *
     * @param named the button's text, value or action id
     */
    public Outcome click(Message message, String named) {
        channelOf(message);
        Control control = message.control(named).orElseThrow(() -> unknown(named, message.controls()));
        return wait(acts.act(
                able(),
                message,
                control,
                Json.object(),
                slack.inputsOf(place(message)).values(message.blocks())));
    }

    /** Chooses in a menu, box or picker of a message; see {@link Modal#fill}. */
    public Outcome choose(Message message, String named, String... chosen) {
        channelOf(message);
        Control control = message.control(named).orElseThrow(() -> unknown(named, message.controls()));
        JsonNode offer = offer(message, control, chosen);
        ObjectNode value = Inputs.value(control, offer, chosen);
        Inputs inputs = slack.inputsOf(place(message));
        inputs.give(control, value);
        return wait(acts.act(able(), message, control, value, inputs.values(message.blocks())));
    }

    private JsonNode offer(Message message, Control control, String... chosen) {
        return control.type().endsWith("external_select")
                ? await(acts.suggest(able(), message, control, String.join(" ", chosen), Json.object()))
                : control.element();
    }

    /** Opens the app's Home. */
    public Outcome openHome() {
        return wait(acts.openHome(able()));
    }

    /** App Home as the app last published it to this person. */
    public Optional<ShownView> home() {
        return slack.homeOf(person);
    }

    /** Presses a button of App Home. */
    public Outcome clickHome(String named) {
        ShownView home = home().orElseThrow(() -> new IllegalStateException(person.name() + " has no App Home yet"));
        return new Modal(this, slack, acts, home.id()).click(named);
    }

    /** The uppermost modal that this person has open. */
    public Modal modal() {
        ShownView top = topView().orElseThrow(() -> new IllegalStateException(person.name() + " has no modal open"));
        return new Modal(this, slack, acts, top.id());
    }

    /** The uppermost modal as it stands, if one is open. */
    public Optional<ShownView> topView() {
        return slack.topOf(person);
    }

    /** What this person sees in a channel, oldest first, threads and own ephemeral messages included. */
    public List<Message> sees(Channel where) {
        return slack.messages(
                where,
                message -> message.onlyFor().isEmpty() || message.onlyFor().equals(person.id()));
    }

    /** What this person and the bot said to each other, oldest first. */
    public List<Message> direct() {
        return sees(slack.workspace().direct(person));
    }

    Person able() {
        Person now = person();
        if (now.deactivated()) {
            throw new IllegalStateException(now.name() + " is deactivated and cannot act");
        }
        return now;
    }

    private Channel channelOf(Message message) {
        if (message.isEphemeral() && !message.onlyFor().equals(person.id())) {
            throw new IllegalStateException(
                    person.name() + " does not see a message that is only for " + message.onlyFor());
        }
        return seen(slack.workspace()
                .findChannel(message.channel())
                .orElseThrow(() -> new IllegalArgumentException("no channel " + message.channel())));
    }

    private Channel seen(Channel where) {
        Channel now = slack.workspace().known(where);
        boolean open = now.kind() == Channel.Kind.PUBLIC && person.kind() == Person.Kind.MEMBER;
        if (!open && !now.members().contains(person.id())) {
            throw new IllegalStateException(person.name() + " does not see " + now.name());
        }
        return now;
    }

    private String place(Message message) {
        return person.id() + "/" + message.channel() + "/" + message.ts();
    }

    static IllegalArgumentException unknown(String named, List<Control> controls) {
        return new IllegalArgumentException("no control is named \"" + named + "\"; there are "
                + controls.stream()
                        .map(control -> control.label() + " (" + control.actionId() + ")")
                        .toList());
    }

    Outcome wait(CompletableFuture<Outcome> outcome) {
        return await(outcome);
    }

    <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
