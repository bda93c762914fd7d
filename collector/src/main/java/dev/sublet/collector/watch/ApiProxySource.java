package dev.sublet.collector.watch;

import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.kubelet.KubeletClient;
import dev.sublet.collector.kubelet.KubeletException;
import dev.sublet.collector.kubelet.KubeletException.Reason;
import dev.sublet.collector.kubelet.NodeSummary;
import dev.sublet.collector.kubelet.SummaryParser;
import dev.sublet.collector.kubelet.SummarySource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks kubelets through the API server's node proxy, for clusters whose kubelets cannot be reached. Thread-safe. */
final class ApiProxySource implements SummarySource {
    private final KubernetesClient client;
    private final long bodyBytesMax;

    ApiProxySource(KubernetesClient client, long bodyBytesMax) {
        this.client = client;
        this.bodyBytesMax = bodyBytesMax;
    }

    @Override
    public NodeSummary summaryOf(NodeFacts node, Duration timeout) throws KubeletException, InterruptedException {
        URI uri = client.getMasterUrl() == null
                ? URI.create("")
                : URI.create(client.getMasterUrl().toString())
                        .resolve("/api/v1/nodes/" + node.name() + "/proxy/stats/summary");
        byte[] body = fetch(uri, timeout);
        NodeSummary summary = SummaryParser.parse(body);
        KubeletClient.refuseOther(node, summary);
        return summary;
    }

    private byte[] fetch(URI uri, Duration timeout) throws KubeletException, InterruptedException {
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(uri)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        Collector body = new Collector();
        CompletableFuture<HttpResponse<AsyncBody>> answer =
                client.getHttpClient().consumeBytes(request, (buffers, source) -> body.add(buffers, source));
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            HttpResponse<AsyncBody> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (response.code() != 200) {
                response.body().cancel();
                throw refused(response.code(), uri);
            }
            response.body().consume();
            response.body().done().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return body.bytes(bodyBytesMax);
        } catch (TimeoutException e) {
            throw new KubeletException(
                    Reason.TIMEOUT, "no answer from " + uri + " within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException | CancellationException e) {
            if (body.tooLarge) {
                return body.bytes(bodyBytesMax);
            }
            throw new KubeletException(
                    Reason.UNREACHABLE,
                    uri + " cannot be reached: " + KindWatch.line(e.getCause() == null ? e : e.getCause()),
                    e);
        } finally {
            answer.cancel(true);
        }
    }

    private static KubeletException refused(int code, URI uri) {
        return code == 401 || code == 403
                ? new KubeletException(
                        Reason.REFUSED,
                        "HTTP " + code + " from " + uri + ": collector.kubelet.access=api-proxy needs 'get' on"
                                + " 'nodes/proxy'; prefer direct")
                : new KubeletException(Reason.FAILED, "HTTP " + code + " from " + uri);
    }

    private final class Collector {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private volatile boolean tooLarge;

        synchronized void add(List<ByteBuffer> buffers, AsyncBody source) {
            for (ByteBuffer buffer : buffers) {
                if (bytes.size() + buffer.remaining() > bodyBytesMax) {
                    tooLarge = true;
                    source.cancel();
                    return;
                }
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                bytes.write(part, 0, part.length);
            }
            source.consume();
        }

        synchronized byte[] bytes(long bytesMax) throws KubeletException {
            if (tooLarge) {
                throw new KubeletException(
                        Reason.TOO_LARGE,
                        "the answer is larger than " + bytesMax + " bytes; raise collector.kubelet.bodyBytesMax");
            }
            return bytes.toByteArray();
        }
    }
}
