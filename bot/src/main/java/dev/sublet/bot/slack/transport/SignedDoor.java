package dev.sublet.bot.slack.transport;

import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in what Slack signed, once. Never logs a body: it may hold what people typed. Thread-safe. */
public final class SignedDoor implements SlackDoor {
    private static final Logger LOG = LoggerFactory.getLogger(SignedDoor.class);
    private static final String TIMESTAMP = "x-slack-request-timestamp";
    private static final String SIGNATURE = "x-slack-signature";

    private final Signatures signatures;
    private final App app;
    private final SlackRequestParser parser;

    public SignedDoor(Signatures signatures, App app) {
        this.signatures = signatures;
        this.app = app;
        this.parser = new SlackRequestParser(app.config());
    }

    @Override
    public Reply take(Map<String, String> headers, byte[] body) {
        String signature = headers.getOrDefault(SIGNATURE, "");
        return switch (signatures.judge(headers.get(TIMESTAMP), signature, body)) {
            case FORGED -> Reply.empty(401);
            case TOO_MANY -> Reply.empty(503);
            // It was taken; whoever sends it again is told what Slack would be told.
            case REPEATED -> Reply.empty(200);
            case GENUINE -> run(headers, signature, body);
        };
    }

    private Reply run(Map<String, String> headers, String signature, byte[] body) {
        try {
            Map<String, List<String>> all = new HashMap<>();
            headers.forEach((name, value) -> all.put(name, List.of(value)));
            Request<?> request = parser.parse(SlackRequestParser.HttpRequest.builder()
                    .requestUri("/slack")
                    .queryString(Map.of())
                    .requestBody(new String(body, StandardCharsets.UTF_8))
                    .headers(new RequestHeaders(all))
                    .remoteAddress("")
                    .build());
            if (request == null) {
                return Reply.empty(400);
            }
            Response response = app.run(request);
            int status = response.getStatusCode() == null ? 200 : response.getStatusCode();
            if (status >= 500) {
                signatures.forget(signature);
            }
            return new Reply(
                    status,
                    response.getContentType() == null ? "text/plain" : response.getContentType(),
                    response.getBody() == null ? "" : response.getBody());
        } catch (Exception e) {
            // Bolt declares nothing narrower. What was not taken may come again.
            signatures.forget(signature);
            LOG.error("event=slack_request_failed reason=\"{}\"", e.getClass().getSimpleName(), e);
            return Reply.empty(503);
        }
    }
}
