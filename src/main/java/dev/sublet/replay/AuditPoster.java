package dev.sublet.replay;

import dev.sublet.collector.audit.AuditSource;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Posts audit batches as an API server's webhook would. Thread-safe. */
public final class AuditPoster {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .proxy(ProxySelector.of(null))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final int port;
    private final Map<String, String> tokens = new HashMap<>();

    /** Posts to a loopback port. */
    public AuditPoster(int port, List<AuditSource> sources) {
        this.port = port;
        sources.forEach(source -> tokens.put(source.name(), source.token()));
    }

    /**
     * Delivers one batch.
     *
     * @throws IllegalStateException when it was not taken
     */
    public void post(String source, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/audit/" + source))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + tokens.get(source))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<Void> response = http.send(request, HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("the audit intake answered HTTP " + response.statusCode()
                        + " to a batch of " + source + "; the log says why");
            }
        } catch (IOException e) {
            throw new IllegalStateException("the audit intake did not answer a batch of " + source + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while posting a batch of " + source, e);
        }
    }
}
