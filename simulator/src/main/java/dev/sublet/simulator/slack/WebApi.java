package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Slack's Web API: checks token, scopes and rate, then does what the method says. Thread-safe by the house's lock. */
final class WebApi {
    private static final int REFUSALS_MAX = 1000;

    /**
     * An answer over HTTP.
     *
     * @param retryAfterSeconds 0 for none
     */
    record Answer(int status, ObjectNode body, long retryAfterSeconds) {}

    private final House house;
    private final AppSettings app;
    private final Journal journal;
    private final RateLimits limits = new RateLimits();
    private final Map<String, Method> methods = new TreeMap<>();
    private final Map<String, Deque<Answer>> faults = new HashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();

    WebApi(House house, AppSettings app, Journal journal) {
        this.house = house;
        this.app = app;
        this.journal = journal;
    }

    void add(String name, Method method) {
        methods.put(name, method);
    }

    RateLimits limits() {
        return limits;
    }

    void fault(String method, Answer answer) {
        house.alter(
                () -> faults.computeIfAbsent(method, none -> new ArrayDeque<>()).addLast(answer));
    }

    List<Refusal> refusals() {
        return house.read(() -> List.copyOf(refusals));
    }

    void forgiveRefusals() {
        house.alter(refusals::clear);
    }

    void refused(String method, String error, List<String> messages) {
        house.alter(() -> {
            if (refusals.size() < REFUSALS_MAX) {
                refusals.add(new Refusal(method, error, messages));
            }
        });
    }

    /** One call. */
    Answer call(String name, String contentType, String authorization, String body) {
        journal.add(house.clock().instant(), Journal.Direction.FROM_APP, name, body);
        Answer answer = house.change(() -> answer(name, contentType, authorization, body));
        journal.add(house.clock().instant(), Journal.Direction.TO_APP, name, Json.text(answer.body()));
        return answer;
    }

    private Answer answer(String name, String contentType, String authorization, String body) {
        try {
            Method method = methods.get(name);
            if (method == null) {
                throw new SlackException("unknown_method");
            }
            boolean json = contentType.startsWith("application/json");
            Arguments arguments =
                    json && method.readsJson() ? Arguments.ofJson(body) : Arguments.ofForm(json ? "" : body);
            authorize(name, method, token(authorization, arguments));
            Optional<Answer> fault = fault(name);
            if (fault.isPresent()) {
                return fault.get();
            }
            Optional<Duration> wait = limits.take(
                    name,
                    method.tier(),
                    arguments.text("channel"),
                    house.clock().instant());
            if (wait.isPresent()) {
                return tooMany(wait.get());
            }
            ObjectNode answer = Json.object().put("ok", true);
            answer.setAll(method.work().apply(arguments));
            return new Answer(200, answer, 0);
        } catch (SlackException refusal) {
            refused(name, refusal.error(), refusal.messages());
            return new Answer(200, refusal.body(), 0);
        }
    }

    static Answer tooMany(Duration wait) {
        return new Answer(
                429,
                new SlackException("ratelimited").body(),
                Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    private Optional<Answer> fault(String name) {
        Deque<Answer> planned = faults.get(name);
        return Optional.ofNullable(planned == null ? null : planned.pollFirst());
    }

    private static String token(String authorization, Arguments arguments) {
        String scheme = "Bearer ";
        return authorization.startsWith(scheme)
                ? authorization.substring(scheme.length()).trim()
                : arguments.text("token");
    }

    private void authorize(String name, Method method, String token) {
        if (token.isEmpty()) {
            throw new SlackException("not_authed");
        }
        boolean forApp = name.equals("apps.connections.open");
        if (token.equals(forApp ? app.botToken() : app.appToken())) {
            throw new SlackException("not_allowed_token_type");
        }
        if (!token.equals(forApp ? app.appToken() : app.botToken())) {
            throw new SlackException("invalid_auth");
        }
        for (String scope : method.scopes()) {
            if (app.scopes().contains(scope)) {
                return;
            }
        }
        if (!method.scopes().isEmpty()) {
            throw missingScope(app, method.scopes().get(0));
        }
    }

    static SlackException missingScope(AppSettings app, String needed) {
        return new SlackException(
                "missing_scope",
                List.of(),
                Json.object().put("needed", needed).put("provided", String.join(",", app.scopes())));
    }
}
