package dev.sublet.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.collector.kubelet.KubeletException;
import dev.sublet.collector.kubelet.KubeletException.Reason;
import dev.sublet.collector.kubelet.NodeSummary;
import dev.sublet.collector.watch.FakeApi;
import dev.sublet.collector.watch.KubeletSettings;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.TickBatch;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CollectorTest {
    private long nowS = 1_800_000_000;
    private final Shelf shelf = new Shelf();
    private FakeApi api;
    private KubernetesClient client;
    private Collector collector;

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi();
        client = api.client();
        api.store(
                "namespaces",
                new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("kube-system")
                        .withUid("cluster-1")
                        .endMetadata()
                        .build());
        for (String name : List.of("n1", "n2")) {
            api.store(
                    "nodes",
                    new NodeBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withUid("uid-" + name)
                            .endMetadata()
                            .build());
        }
        collector = new Collector(
                settings(2),
                client,
                (node, timeout) -> {
                    if (node.name().equals("n2")) {
                        throw new KubeletException(Reason.UNREACHABLE, "n2 is away");
                    }
                    return new NodeSummary("n1", null, List.of());
                },
                shelf,
                new Ticking());
    }

    private static CollectorSettings settings(int uncommittedTicksMax) {
        CollectorSettings defaults = CollectorSettings.defaults("prod");
        return new CollectorSettings(
                "prod",
                null,
                null,
                Duration.ofSeconds(60),
                ZoneOffset.UTC,
                null,
                defaults.hostLabels(),
                defaults.watch(),
                KubeletSettings.DEFAULT,
                uncommittedTicksMax);
    }

    @AfterEach
    void stop() {
        collector.close();
        client.close();
        api.close();
    }

    /** A clock that the test sets. */
    private final class Ticking extends Clock {
        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(nowS);
        }
    }

    /** A ledger that keeps ticks, and can be full. */
    private static final class Shelf implements LedgerWriter {
        final List<TickBatch> ticks = new ArrayList<>();
        boolean full;
        private long spanId;

        @Override
        public long nextSpanId() {
            return ++spanId;
        }

        @Override
        public Optional<MeterState> lastState(String cluster) {
            return ticks.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new MeterState(
                            ticks.get(0).atS(),
                            ticks.get(ticks.size() - 1).atS(),
                            ticks.get(ticks.size() - 1).state(),
                            List.of()));
        }

        @Override
        public void commit(List<TickBatch> batches) {
            if (full) {
                throw new LedgerException("no space left on the disk");
            }
            ticks.addAll(batches);
        }

        @Override
        public AuditReceipt commit(AuditBatch batch) {
            throw new UnsupportedOperationException("keeps ticks only");
        }

        @Override
        public <T> T write(Work<T> work) {
            throw new UnsupportedOperationException("keeps ticks only");
        }
    }

    private List<Long> committed() {
        return shelf.ticks.stream().map(TickBatch::atS).toList();
    }

    @Test
    void a_tick_asks_every_node_and_is_committed() throws InterruptedException {
        assertEquals(Optional.empty(), collector.lastTickS());
        collector.start();
        TickBatch batch = collector.tick().orElseThrow();
        assertEquals("cluster-1", batch.cluster());
        assertEquals("prod", batch.clusterName());
        assertEquals(nowS, batch.atS());
        assertEquals(
                List.of("n1", "n2"),
                batch.nodes().stream().map(one -> one.node()).toList());
        assertEquals("n2 is away", batch.nodes().get(1).error());
        assertEquals(Optional.of(nowS), collector.lastTickS());
        CollectorStats stats = collector.stats();
        assertEquals(2, stats.nodes());
        assertEquals(1, stats.answered());
        assertEquals(Map.of(Reason.UNREACHABLE, 1L), stats.failures());
        assertEquals(nowS, stats.lastTickS());
    }

    @Test
    void a_second_that_is_in_the_ledger_is_passed_over_also_after_a_restart() throws InterruptedException {
        collector.start();
        assertTrue(collector.tick().isPresent());
        assertFalse(collector.tick().isPresent());
        collector.close();
        collector = new Collector(
                settings(2),
                client,
                (node, timeout) -> new NodeSummary(node.name(), null, List.of()),
                shelf,
                new Ticking());
        collector.start();
        assertFalse(collector.tick().isPresent());
        nowS += 60;
        assertTrue(collector.tick().isPresent());
        assertEquals(List.of(nowS - 60, nowS), committed());
    }

    @Test
    void ticks_wait_in_order_while_the_ledger_refuses_and_no_longer_than_told() throws InterruptedException {
        collector.start();
        shelf.full = true;
        assertFalse(collector.tick().isPresent());
        assertEquals(1, collector.stats().uncommittedTicks());
        shelf.full = false;
        nowS += 60;
        assertTrue(collector.tick().isPresent());
        assertEquals(List.of(nowS - 60, nowS), committed());
        shelf.full = true;
        nowS += 60;
        assertFalse(collector.tick().isPresent());
        nowS += 60;
        LedgerException failure = assertThrows(LedgerException.class, collector::tick);
        assertEquals(
                "the ledger has refused 2 ticks (no space left on the disk); free or repair its disk, or raise"
                        + " collector.uncommittedTicksMax",
                failure.getMessage());
    }

    @Test
    void settings_name_their_key() {
        assertEquals(
                "collector.uncommittedTicksMax is 0; it must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> settings(0)).getMessage());
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> CollectorSettings.defaults(" "))
                        .getMessage())
                .startsWith("collector.clusterName is ' '"));
    }
}
