package dev.sublet.collector.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** An API server of one's own: lists in pages, watches over plain HTTP, and fails on demand. */
public final class FakeApi implements AutoCloseable {
    private static final String END = "";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Map<String, String>> objects = new ConcurrentHashMap<>();
    private final Map<String, List<BlockingQueue<String>>> watchers = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> spoiled = new ConcurrentHashMap<>();
    final Map<String, Integer> lists = new ConcurrentHashMap<>();
    private final Map<String, List<Event>> events = new ConcurrentHashMap<>();
    private long version = 100;

    private record Event(long version, String line) {}

    public FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public KubernetesClient client() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .withOnlyHttpWatches(true)
                .withWatchReconnectInterval(1)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Stores and tells the watchers; returns the resource version. */
    public synchronized String put(String kind, HasMetadata object) {
        boolean known = objectsOf(kind).containsKey(key(object));
        store(kind, object);
        tell(kind, known ? "MODIFIED" : "ADDED", object);
        return String.valueOf(version);
    }

    /** Stores without telling anybody, as if it happened while the watch was down. */
    public synchronized void store(String kind, HasMetadata object) {
        object.getMetadata().setResourceVersion(String.valueOf(++version));
        objectsOf(kind).put(key(object), Serialization.asJson(object));
    }

    synchronized String delete(String kind, HasMetadata object) {
        removeSilently(kind, object);
        object.getMetadata().setResourceVersion(String.valueOf(version));
        tell(kind, "DELETED", object);
        return String.valueOf(version);
    }

    synchronized void removeSilently(String kind, HasMetadata object) {
        version++;
        objectsOf(kind).remove(key(object));
    }

    /** A bookmark moves the version on without an object. */
    synchronized String bookmark(String kind, String apiVersion, String kindName) {
        version++;
        send(
                kind,
                "{\"type\":\"BOOKMARK\",\"object\":{\"apiVersion\":\"" + apiVersion + "\",\"kind\":\"" + kindName
                        + "\",\"metadata\":{\"resourceVersion\":\"" + version + "\"}}}");
        return String.valueOf(version);
    }

    /** Ends the watches of a kind as expired, so that they list again. */
    synchronized void expire(String kind) {
        version++;
        send(
                kind,
                "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\","
                        + "\"reason\":\"Expired\",\"code\":410,\"message\":\"too old resource version\"}}");
        send(kind, END);
    }

    /** The next list of that kind is answered so: "HTTP nnn", or any body with status 200. */
    void spoilNextList(String kind, String answer) {
        spoiled.computeIfAbsent(kind, unused -> new ConcurrentLinkedQueue<>()).add(answer);
    }

    private void tell(String kind, String type, HasMetadata object) {
        send(kind, "{\"type\":\"" + type + "\",\"object\":" + Serialization.asJson(object) + "}");
    }

    private void send(String kind, String line) {
        events.computeIfAbsent(kind, unused -> new ArrayList<>()).add(new Event(version, line));
        watchers.getOrDefault(kind, List.of()).forEach(watcher -> watcher.add(line));
    }

    private Map<String, String> objectsOf(String kind) {
        return objects.computeIfAbsent(kind, unused -> new TreeMap<>());
    }

    private static String key(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String kind = path.substring(path.lastIndexOf('/') + 1);
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        try (exchange) {
            if (query.contains("watch=true")) {
                watch(exchange, kind, query);
            } else {
                list(exchange, kind, query);
            }
        }
    }

    private void list(HttpExchange exchange, String kind, String query) throws IOException {
        lists.merge(kind, 1, Integer::sum);
        Queue<String> answers = spoiled.get(kind);
        String spoiledBody = answers == null ? null : answers.poll();
        if (spoiledBody != null && spoiledBody.startsWith("HTTP ")) {
            exchange.sendResponseHeaders(Integer.parseInt(spoiledBody.substring(5)), -1);
            return;
        }
        byte[] body = (spoiledBody != null ? spoiledBody : page(kind, query)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private synchronized String page(String kind, String query) {
        List<String> all = new ArrayList<>(objectsOf(kind).values());
        int from = Integer.parseInt(parameter(query, "continue", "0"));
        int limit = Integer.parseInt(parameter(query, "limit", "1000"));
        int to = Math.min(all.size(), from + limit);
        String next = to < all.size() ? "\"continue\":\"" + to + "\"," : "";
        return "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{" + next + "\"resourceVersion\":\"" + version
                + "\"},\"items\":[" + String.join(",", all.subList(from, to)) + "]}";
    }

    private static String parameter(String query, String name, String otherwise) {
        for (String part : List.of(query.split("&", -1))) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        return otherwise;
    }

    private void watch(HttpExchange exchange, String kind, String query) throws IOException {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        List<BlockingQueue<String>> ofKind = watchers.computeIfAbsent(kind, unused -> new CopyOnWriteArrayList<>());
        synchronized (this) {
            missed(kind, query, lines);
            ofKind.add(lines);
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.flush();
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ofKind.remove(lines);
        }
    }

    /** A watch gets all that happened after the version it starts from. */
    private void missed(String kind, String query, BlockingQueue<String> lines) {
        long from = Long.parseLong(parameter(query, "resourceVersion", "0"));
        for (Event event : events.getOrDefault(kind, List.of())) {
            if (event.version > from) {
                lines.add(event.line);
            }
        }
    }

    @Override
    public void close() {
        watchers.values().forEach(all -> all.forEach(one -> one.add(END)));
        server.stop(0);
        threads.shutdownNow();
    }
}
