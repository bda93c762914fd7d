package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A workspace of Slack on loopback with one app in it: answers the Web API, sends the app signed requests, and lets people
 * act. What Slack would refuse it refuses, and keeps in {@link #refusals}. Thread-safe.
 */
public final class SlackStandIn implements AutoCloseable {
    /** How long Slack waits for an acknowledgement. */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int INPUTS_MAX = 1000;

    private final House house;
    private final AppSettings app;
    private final Duration patience;
    private final Workspace workspace;
    private final Messages messages;
    private final Views views;
    private final Journal journal = new Journal();
    private final WebApi api;
    private final Sockets sockets;
    private final Dispatch dispatch;
    private final Acts acts;
    private final HttpFace face;
    private final Map<String, Inputs> inputs = new LinkedHashMap<>();

    private SlackStandIn(AppSettings app, Clock clock, int port, Duration patience) {
        this.app = app;
        this.patience = patience;
        house = new House(clock);
        workspace = new Workspace(house, app.name());
        messages = new Messages(house);
        views = new Views(house, messages);
        Tickets tickets = new Tickets(house);
        api = new WebApi(house, app, journal);
        sockets = new Sockets(house, patience);
        dispatch = new Dispatch(house, journal, sockets, app.socketMode());
        Events events = new Events(house, app, workspace.bot(), dispatch);
        acts = new Acts(house, app, workspace, messages, views, tickets, api, dispatch, events, this::responseUrl);
        new ChatMethods(app, workspace, messages).addTo(api);
        new ViewMethods(workspace, views, tickets).addTo(api);
        new PeopleMethods(app, workspace).addTo(api);
        new ConversationMethods(app, workspace, messages).addTo(api);
        api.add(
                "apps.connections.open",
                Method.json(Method.Tier.ONE, arguments -> Json.object().put("url", socketUrl())));
        Page page = new Page(
                house,
                new PageState(app, workspace, messages, views),
                new PageActs(house, workspace, messages, views, acts));
        face = HttpFace.start(port, house, app, api, acts, sockets, journal, events, page);
    }

    /** Starts at a free port. */
    public static SlackStandIn start(AppSettings app, Clock clock) {
        return start(app, clock, 0, PATIENCE);
    }

    /**
     * Starts.
     *
     * @param port 0 for a free one
     * @param patience how long the app may take to acknowledge; {@link #PATIENCE} as in Slack
     */
    public static SlackStandIn start(AppSettings app, Clock clock, int port, Duration patience) {
        return new SlackStandIn(app, clock, port, patience);
    }

    public AppSettings app() {
        return app;
    }

    /** Where the page is, and all the rest below it. */
    public String url() {
        return "http://127.0.0.1:" + face.port() + "/";
    }

    /** What the SDK takes as prefix of the methods' URLs. */
    public String apiUrl() {
        return url() + "api/";
    }

    private String responseUrl(String ticket) {
        return url() + "respond/" + ticket;
    }

    private String socketUrl() {
        return "ws://127.0.0.1:" + face.port() + "/link/" + sockets.ticket();
    }

    /** Where commands, interactions and events go, signed, when the app does not use Socket Mode. */
    public void deliverTo(URI requestUrl) {
        dispatch.http(new HttpOutbound(requestUrl, app.signingSecret(), patience, house.clock()));
    }

    public Workspace workspace() {
        return workspace;
    }

    /** The person, about to do something. */
    public Actor as(Person person) {
        return new Actor(person, this, acts, patience.multipliedBy(3));
    }

    /** All messages of a channel as they stand, oldest first. */
    public List<Message> messages(Channel channel) {
        return messages(channel, message -> true);
    }

    List<Message> messages(Channel channel, Predicate<Message> which) {
        return house.read(
                () -> messages.list(message -> message.channel().equals(channel.id()) && which.test(message)));
    }

    /** All that a message said, oldest first, the present last. */
    public List<Message> versions(Message message) {
        return house.read(() -> messages.versions(message.channel(), message.ts()));
    }

    /** The message as it stands now, unless it was deleted. */
    public Optional<Message> current(Message message) {
        return house.read(() -> messages.find(message.channel(), message.ts()));
    }

    /** The answers in a message's thread, oldest first. */
    public List<Message> thread(Message message) {
        return house.read(() -> messages.list(reply ->
                reply.channel().equals(message.channel()) && reply.threadTs().equals(message.ts())));
    }

    /**
     * Waits until the question has an answer; it is asked after each change.
     *
     * @param what for the error when time is over
     */
    public <T> T await(String what, Duration atMost, Supplier<Optional<T>> question) throws InterruptedException {
        return house.await(atMost, question)
                .orElseThrow(() ->
                        new AssertionError("not within " + atMost + ": " + what + "; last words: " + lastWords()));
    }

    private List<String> lastWords() {
        List<Message> all = house.read(() -> messages.list(message -> true));
        return all.subList(Math.max(0, all.size() - 5), all.size()).stream()
                .map(Message::shown)
                .toList();
    }

    /** Waits for a message in a channel that shows this text, now or after an edit. */
    public Message awaitMessage(Channel channel, String text, Duration atMost) throws InterruptedException {
        return await(
                "a message with \"" + text + "\" in " + channel.name(),
                atMost,
                () -> messages(channel, message -> message.shown().contains(text)).stream()
                        .reduce((first, second) -> second));
    }

    /** Waits until this person has a modal open whose title or text has this in it. */
    public Modal awaitModal(Person person, String text, Duration atMost) throws InterruptedException {
        return await(
                "a modal with \"" + text + "\" for " + person.name(),
                atMost,
                () -> topOf(person)
                        .filter(view ->
                                view.title().contains(text) || view.shown().contains(text))
                        .map(view -> new Modal(as(person), this, acts, view.id())));
    }

    /** All that went over the wire. */
    public Journal journal() {
        return journal;
    }

    /** All that Slack would have refused so far; a bot's test ends with none. */
    public List<Refusal> refusals() {
        return api.refusals();
    }

    /** Forgets refusals that a test provoked. */
    public void forgiveRefusals() {
        api.forgiveRefusals();
    }

    /** Switches Slack's rate limits on or off; they are off at the start. */
    public void rateLimits(boolean on) {
        house.alter(() -> api.limits().turn(on));
    }

    /** The next call of a method is answered 429. */
    public void rateLimitNext(String method, Duration wait) {
        api.fault(method, WebApi.tooMany(wait));
    }

    /** The next call of a method is answered with this error, for example {@code internal_error}. */
    public void failNext(String method, String error) {
        api.fault(method, new WebApi.Answer(200, new SlackException(error).body(), 0));
    }

    /** The next call of a method is answered with this HTTP status. */
    public void breakNext(String method, int status) {
        api.fault(method, new WebApi.Answer(status, new SlackException("internal_error").body(), 0));
    }

    /** How many WebSockets the app has open. */
    public int socketCount() {
        return sockets.count();
    }

    /** Asks the app to connect anew and closes its WebSockets, as Slack does every few hours. */
    public void refreshSockets() {
        sockets.refresh();
    }

    /** Cuts the app's WebSockets. */
    public void cutSockets() {
        sockets.cut();
    }

    /** Sends an interaction as given, for payloads that were tampered with. */
    public Outcome sendInteraction(JsonNode payload) {
        return acts.raw(payload).join();
    }

    /** Sends a slash command as given. */
    public Outcome sendCommand(Map<String, String> form) {
        return acts.rawCommand(form).join();
    }

    /** Sends an event in its envelope as given; a retry number above 0 says that it was sent before. */
    public Outcome sendEvent(JsonNode envelope, int retry) {
        return acts.rawEvent(envelope, retry, "http_timeout").join();
    }

    Optional<ShownView> view(String id) {
        return house.read(() -> views.find(id));
    }

    Optional<ShownView> topOf(Person person) {
        return house.read(() -> views.top(person.id()));
    }

    Optional<ShownView> homeOf(Person person) {
        return house.read(() -> views.home(person.id()));
    }

    /** What was typed at a place; a place's inputs outlive edits, as in Slack's client. */
    Inputs inputsOf(String place) {
        return house.read(() -> {
            if (inputs.size() >= INPUTS_MAX && !inputs.containsKey(place)) {
                inputs.remove(inputs.keySet().iterator().next());
            }
            return inputs.computeIfAbsent(place, nothing -> new Inputs());
        });
    }

    @Override
    public void close() {
        face.close();
    }
}
