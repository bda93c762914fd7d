package dev.sublet.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** A daemon somewhere else, asked over HTTP. */
final class Server {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    private final String base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    private Server(String base) {
        this.base = base;
    }

    /**
     * The daemon at an address.
     *
     * @throws Problem when a token would travel there in the clear
     */
    static Server at(String address) {
        try {
            URI uri = new URI(address);
            String host = String.valueOf(uri.getHost());
            boolean clear = "http".equals(uri.getScheme()) && LOOPBACK.contains(host);
            if (uri.getHost() == null || !("https".equals(uri.getScheme()) || clear)) {
                throw Problem.wrongUse("--server is " + address
                        + "; write https://HOST[:PORT], so that nobody reads the token on its way");
            }
            return new Server(uri.getScheme() + "://" + uri.getAuthority());
        } catch (URISyntaxException e) {
            throw Problem.wrongUse("--server is " + address + "; write https://HOST[:PORT]", e);
        }
    }

    String base() {
        return base;
    }

    HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(new URI(base + path)).timeout(ANSWER_TIMEOUT);
        } catch (URISyntaxException e) {
            throw Problem.wrongUse("\"" + path + "\" is no path; encode what is special in it, such as %20", e);
        }
    }

    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw Problem.environment("server " + base + " does not answer (" + e + "); check --server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.environment("interrupted while waiting for " + base, e);
        }
    }

    JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw Problem.environment(
                    "server " + base + " answers with status " + response.statusCode()
                            + " and no JSON; check --server, is that Sublet?",
                    e);
        } catch (IOException e) {
            throw Problem.environment("the answer of " + base + " cannot be read", e);
        }
    }
}
