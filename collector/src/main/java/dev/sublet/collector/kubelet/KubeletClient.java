package dev.sublet.collector.kubelet;

import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.kubelet.KubeletException.Reason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks each kubelet directly at its node's address. This needs only {@code get} on {@code nodes/stats}; the way through
 * the API server needs {@code nodes/proxy}, whose holder can run commands in every pod. Thread-safe.
 */
public final class KubeletClient implements SummarySource {
    public static final long BODY_BYTES_MAX = 64L * 1024 * 1024;

    private final HttpClient http;
    private final String scheme;
    private final Supplier<@Nullable String> token;
    private final long bodyBytesMax;

    /**
     * @param scheme {@code https}, or {@code http} for tests and simulated kubelets: then no token is sent
     * @param tls what is trusted, and the client certificate if there is one
     * @param token asked at each request since tokens rotate; null when a client certificate speaks for us
     */
    public KubeletClient(
            String scheme,
            @Nullable SSLContext tls,
            Supplier<@Nullable String> token,
            Duration connectTimeout,
            long bodyBytesMax) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.http = builder.build();
        this.scheme = scheme;
        this.token = token;
        this.bodyBytesMax = bodyBytesMax;
    }

    @Override
    public NodeSummary summaryOf(NodeFacts node, Duration timeout) throws KubeletException, InterruptedException {
        URI uri = uri(node);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).GET().timeout(timeout).header("Accept", "application/json");
        String bearer = scheme.equals("https") ? token.get() : null;
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        HttpResponse<byte[]> response = send(request.build(), timeout);
        refuseStatus(response.statusCode(), uri);
        NodeSummary summary = SummaryParser.parse(response.body());
        refuseOther(node, summary);
        return summary;
    }

    /** Addresses are used again: a counter of another node must not be taken for this one's. */
    public static void refuseOther(NodeFacts node, NodeSummary summary) throws KubeletException {
        if (!summary.node().isEmpty() && !summary.node().equals(node.name())) {
            throw new KubeletException(
                    Reason.OTHER_NODE,
                    "the kubelet at " + node.address() + " says that it is node " + summary.node() + ", not "
                            + node.name());
        }
    }

    /** Turns a status other than 200 into a line that says what to do. */
    public static void refuseStatus(int status, URI uri) throws KubeletException {
        if (status == 401 || status == 403) {
            throw new KubeletException(
                    Reason.REFUSED,
                    "HTTP " + status + " from " + uri + ": allow 'get' on 'nodes/stats' to this collector's account");
        }
        if (status != 200) {
            throw new KubeletException(Reason.FAILED, "HTTP " + status + " from " + uri);
        }
    }

    private URI uri(NodeFacts node) throws KubeletException {
        String address = node.address();
        if (address == null || address.isEmpty()) {
            throw new KubeletException(Reason.NO_ADDRESS, "node " + node.name() + " has no InternalIP");
        }
        String host = address.indexOf(':') >= 0 && !address.startsWith("[") ? "[" + address + "]" : address;
        try {
            return URI.create(scheme + "://" + host + ":" + node.kubeletPort() + "/stats/summary");
        } catch (IllegalArgumentException e) {
            throw new KubeletException(
                    Reason.NO_ADDRESS, "node " + node.name() + " has the unusable address '" + address + "'", e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request, Duration timeout)
            throws KubeletException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, information -> new BoundedBody(bodyBytesMax));
        try {
            // The request's own time-out ends with the headers; this one covers the body.
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new KubeletException(
                    Reason.TIMEOUT, "no answer from " + request.uri() + " within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw failure(request.uri(), timeout, e.getCause() == null ? e : e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static KubeletException failure(URI uri, Duration timeout, Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof KubeletException known) {
                return known;
            }
        }
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return new KubeletException(
                    Reason.TIMEOUT, "no answer from " + uri + " within " + timeout.toMillis() + " ms", cause);
        }
        if (cause instanceof SSLException) {
            return new KubeletException(
                    Reason.NOT_TRUSTED,
                    "certificate of " + uri + " is not trusted (" + line(cause)
                            + "); set collector.kubelet.caFile to the kubelets' CA",
                    cause);
        }
        return new KubeletException(Reason.UNREACHABLE, uri + " cannot be reached: " + line(cause), cause);
    }

    private static String line(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
