package dev.sublet.simulator.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A way to the app. */
interface Outbound {
    /** What is sent: its kind as Socket Mode names it, and the two ways to write it. */
    record Request(String kind, JsonNode payload, String contentType, String httpBody, Map<String, String> headers) {}

    /**
     * What came back.
     *
     * @param failure empty, or Slack's word for it: {@code operation_timeout} or {@code dispatch_failed}
     * @param noRetry whether the app asked not to be sent this again
     */
    record Reply(int status, String body, String failure, boolean noRetry, Duration took) {
        boolean isFine() {
            return failure.isEmpty();
        }
    }

    /** Completes within the time that the app has, never with an exception. */
    CompletableFuture<Reply> send(Request request);
}
