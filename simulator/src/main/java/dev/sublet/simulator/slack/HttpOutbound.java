package dev.sublet.simulator.slack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Signed requests to the app's URL. */
final class HttpOutbound implements Outbound {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI app;
    private final String secret;
    private final Duration patience;
    private final Clock clock;

    HttpOutbound(URI app, String secret, Duration patience, Clock clock) {
        this.app = app;
        this.secret = secret;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Reply> send(Request request) {
        long now = clock.instant().getEpochSecond();
        HttpRequest.Builder http = HttpRequest.newBuilder(app)
                .timeout(patience)
                .header("Content-Type", request.contentType())
                .header("User-Agent", "Slackbot 1.0 (stand-in)")
                .header("X-Slack-Request-Timestamp", Long.toString(now))
                .header("X-Slack-Signature", Signing.sign(secret, now, request.httpBody()))
                .POST(HttpRequest.BodyPublishers.ofString(request.httpBody()));
        request.headers().forEach(http::header);
        long start = System.nanoTime();
        return client.sendAsync(http.build(), HttpResponse.BodyHandlers.ofString())
                .handle((response, failure) -> {
                    Duration took = Duration.ofNanos(System.nanoTime() - start);
                    if (failure != null) {
                        return new Reply(
                                0, "", isTimeout(failure) ? "operation_timeout" : "dispatch_failed", false, took);
                    }
                    boolean fine = response.statusCode() / 100 == 2;
                    return new Reply(
                            response.statusCode(),
                            response.body(),
                            fine ? "" : "dispatch_failed",
                            response.headers()
                                    .firstValue("X-Slack-No-Retry")
                                    .filter("1"::equals)
                                    .isPresent(),
                            took);
                });
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof HttpTimeoutException
                || (failure instanceof CompletionException && failure.getCause() instanceof HttpTimeoutException);
    }
}
