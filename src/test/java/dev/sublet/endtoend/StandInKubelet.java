package dev.sublet.endtoend;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A kubelet whose pods each use half a core and 64 MiB, on a loopback port. */
final class StandInKubelet implements AutoCloseable {
    private static final long CORE_NANOS_PER_MS = 500_000;

    private final HttpServer server;
    private final String node;
    private final long startedMs = System.nanoTime() / 1_000_000;
    private final Instant startedAt;
    private final List<String[]> pods = new CopyOnWriteArrayList<>();

    StandInKubelet(String node, Instant startedAt) throws IOException {
        this.node = node;
        this.startedAt = startedAt;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/stats/summary", exchange -> {
            byte[] body = summary().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void add(String namespace, String name, String uid) {
        pods.add(new String[] {namespace, name, uid});
    }

    private String summary() {
        long upMs = System.nanoTime() / 1_000_000 - startedMs;
        String now = startedAt.plusMillis(upMs).toString();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("node").put("nodeName", node);
        ArrayNode list = root.putArray("pods");
        for (String[] each : pods) {
            ObjectNode pod = list.addObject();
            pod.putObject("podRef")
                    .put("namespace", each[0])
                    .put("name", each[1])
                    .put("uid", each[2]);
            pod.put("startTime", startedAt.toString());
            ObjectNode container = pod.putArray("containers").addObject();
            container.put("name", "main").put("startTime", startedAt.toString());
            for (ObjectNode part : List.of(container, pod)) {
                part.putObject("cpu").put("time", now).put("usageCoreNanoSeconds", upMs * CORE_NANOS_PER_MS);
                part.putObject("memory").put("time", now).put("workingSetBytes", 64L << 20);
            }
        }
        return root.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
