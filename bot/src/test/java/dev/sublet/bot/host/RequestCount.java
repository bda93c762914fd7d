package dev.sublet.bot.host;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests of a client by method and resource. Thread-safe. */
public final class RequestCount implements Interceptor {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        counts.computeIfAbsent(request.method() + " " + resource(request.uri().getPath()), unknown -> new LongAdder())
                .increment();
    }

    /** What a path of the API speaks of, with its subresource. */
    private static String resource(String path) {
        String[] parts = path.split("/", -1);
        int at = path.startsWith("/api/") ? 3 : 4;
        if (parts.length <= at) {
            return path;
        }
        if (parts[at].equals("namespaces") && parts.length > at + 2) {
            at += 2;
        }
        return parts.length > at + 2 ? parts[at] + "/" + parts[at + 2] : parts[at];
    }

    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** By method and resource, in their order. */
    public Map<String, Long> byKind() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((kind, count) -> all.put(kind, count.sum()));
        return all;
    }

    public void reset() {
        counts.clear();
    }
}
