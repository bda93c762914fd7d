package dev.sublet.collector.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.kubelet.KubeletClient;
import dev.sublet.collector.kubelet.KubeletException.Reason;
import dev.sublet.collector.kubelet.NodeLook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SamplingRoundTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HttpServer> servers = new ArrayList<>();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    @AfterEach
    void stop() {
        stuck.countDown();
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    /** A kubelet that answers with a status and a body, or not at all. */
    private NodeFacts kubelet(String name, int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/stats/summary", exchange -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try (exchange) {
                if (status == 0) {
                    stuck.await();
                }
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(Math.max(status, 200), bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                atOnce.decrementAndGet();
            }
        });
        server.start();
        servers.add(server);
        return node(name, "127.0.0.1", server.getAddress().getPort());
    }

    private static NodeFacts node(String name, String address, int port) {
        return new NodeFacts(
                "u-" + name,
                name,
                0,
                1,
                1,
                1,
                1,
                0,
                null,
                null,
                null,
                null,
                false,
                null,
                address.isEmpty() ? null : address,
                port);
    }

    private static String summary(String node) {
        return "{\"node\":{\"nodeName\":\"" + node + "\"},\"pods\":[]}";
    }

    private static SamplingRound round(Duration request, Duration deadline, int concurrency) {
        KubeletClient client = new KubeletClient("http", null, () -> null, Duration.ofSeconds(2), 2_000);
        return new SamplingRound(client, concurrency, request, deadline);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void each_node_has_a_look_and_each_failure_its_reason() throws IOException, InterruptedException {
        List<NodeFacts> nodes = List.of(
                kubelet("good", 200, summary("good")),
                kubelet("forbidden", 403, ""),
                kubelet("broken", 500, ""),
                kubelet("garbled", 200, "{"),
                kubelet("large", 200, summary("large") + " ".repeat(5_000)),
                kubelet("impostor", 200, summary("somebody-else")),
                node("homeless", "", 10250),
                node("closed", "127.0.0.1", freePort()),
                node("odd", "not an address", 1));
        try (SamplingRound round = round(PATIENT, PATIENT, 4)) {
            Round looked = round.look(nodes);
            assertEquals(
                    nodes.stream().map(NodeFacts::name).toList(),
                    looked.looks().stream().map(NodeLook::node).toList());
            assertEquals(1, looked.answered());
            assertEquals(
                    Map.of(
                            Reason.REFUSED, 1,
                            Reason.FAILED, 1,
                            Reason.UNREADABLE, 1,
                            Reason.TOO_LARGE, 1,
                            Reason.OTHER_NODE, 1,
                            Reason.NO_ADDRESS, 2,
                            Reason.UNREACHABLE, 1),
                    looked.failures());
            assertNotNull(looked.looks().get(0).summary());
            assertNull(looked.looks().get(0).error());
            for (NodeLook look : looked.looks().subList(1, nodes.size())) {
                assertNull(look.summary());
                assertEquals(1, String.valueOf(look.error()).lines().count());
            }
            assertTrue(String.valueOf(looked.looks().get(1).error()).contains("allow 'get' on 'nodes/stats'"));
        }
    }

    @Test
    void a_kubelet_that_hangs_costs_its_own_time_only() throws IOException, InterruptedException {
        List<NodeFacts> nodes = List.of(kubelet("hangs", 0, ""), kubelet("good", 200, summary("good")));
        try (SamplingRound round = round(Duration.ofSeconds(2), PATIENT, 2)) {
            Round looked = round.look(nodes);
            assertEquals(Map.of(Reason.TIMEOUT, 1), looked.failures());
            assertEquals(1, looked.answered());
        }
    }

    @Test
    void the_round_ends_at_its_deadline_and_is_bounded_in_width() throws IOException, InterruptedException {
        List<NodeFacts> nodes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            nodes.add(kubelet("hangs" + i, 0, ""));
        }
        try (SamplingRound round = round(PATIENT, Duration.ofMillis(400), 2)) {
            Round looked = round.look(nodes);
            assertEquals(Map.of(Reason.DEADLINE, 6), looked.failures());
            assertTrue(mostAtOnce.get() <= 2, "at once: " + mostAtOnce.get());
            assertTrue(String.valueOf(looked.looks().get(0).error()).contains("collector.kubelet.deadline"));
        }
    }

    @Test
    void no_nodes_make_an_empty_round() throws InterruptedException {
        try (SamplingRound round = round(PATIENT, PATIENT, 1)) {
            assertEquals(new Round(List.of(), 0, Map.of()), round.look(List.of()));
        }
    }
}
