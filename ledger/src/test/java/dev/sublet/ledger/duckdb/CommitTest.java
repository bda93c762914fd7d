package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Samples.CLUSTER;
import static dev.sublet.ledger.duckdb.Samples.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.query.SelectLimits;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UsageRow;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {
    @TempDir
    Path data;

    private Ledger open() {
        return Ledger.open(data, Samples.settings(), Clock.systemUTC());
    }

    private static long count(Ledger ledger, String sql) {
        return ledger.read(connection -> Sql.firstLong(connection, sql));
    }

    @Test
    void a_failed_batch_of_an_appender_is_rolled_back_whole() {
        try (Ledger ledger = open()) {
            // More rows than the appender's chunk of 2 048, which the driver would keep without a transaction in SQL.
            assertThrows(
                    LedgerException.class,
                    () -> ledger.write(connection -> {
                        try (Rows rows = new Rows(connection.unwrap(DuckDBConnection.class), "meter_state")) {
                            for (int row = 0; row < 10_000; row++) {
                                rows.begin()
                                        .add(CLUSTER)
                                        .add((long) row)
                                        .add(new byte[] {1})
                                        .end();
                            }
                        }
                        throw new LedgerException("thought better of it");
                    }));
            assertEquals(0, count(ledger, "SELECT count(*) FROM meter_state"));
        }
        try (Ledger ledger = open()) {
            assertEquals(0, count(ledger, "SELECT count(*) FROM meter_state"));
        }
    }

    @Test
    void what_a_query_sets_for_itself_is_unknown_to_the_next_one() {
        try (Ledger ledger = open()) {
            ledger.read(connection -> {
                Sql.execute(connection, "SET VARIABLE of_close = 7");
                return Sql.firstLong(connection, "SELECT getvariable('of_close')");
            });

            // Connections are used again: what is no table does not go with a rollback.
            assertEquals(1, count(ledger, "SELECT (getvariable('of_close') IS NULL)::INTEGER"));
        }
    }

    @Test
    void a_batch_with_a_broken_row_leaves_nothing_and_the_next_one_works() {
        try (Ledger ledger = open()) {
            assertThrows(
                    LedgerException.class,
                    () -> ledger.write(connection -> {
                        Sql.execute(connection, "INSERT INTO meta VALUES ('half', 'done')");
                        Sql.execute(connection, "INSERT INTO meta VALUES (NULL, 'broken')");
                        return 0;
                    }));
            assertEquals(0, count(ledger, "SELECT count(*) FROM meta WHERE key = 'half'"));
            ledger.commit(List.of(Samples.tick(START_S, 3)));
            assertEquals(1, count(ledger, "SELECT count(*) FROM tick"));
        }
    }

    @Test
    void the_last_version_of_a_span_wins_in_one_call_and_over_several() {
        try (Ledger ledger = open()) {
            TickBatch first = Samples.tick(START_S, 3);
            ledger.commit(List.of(first, withSpan(START_S + 15, 2, START_S + 10)));
            assertEquals(3, count(ledger, "SELECT count(*) FROM pod_span"));
            assertEquals(START_S + 10, count(ledger, "SELECT to_s FROM pod_span WHERE span_id = 2"));
            ledger.commit(List.of(withSpan(START_S + 30, 2, START_S + 12), withSpan(START_S + 45, 4, null)));
            assertEquals(4, count(ledger, "SELECT count(*) FROM pod_span"));
            assertEquals(START_S + 12, count(ledger, "SELECT to_s FROM pod_span WHERE span_id = 2"));
            assertEquals(2, count(ledger, "SELECT count(*) FROM pod_span WHERE to_s IS NULL AND span_id <> 4"));
        }
    }

    private static TickBatch withSpan(long atS, long spanId, @org.jspecify.annotations.Nullable Long toS) {
        TickBatch tick = Samples.tick(atS, 3);
        return new TickBatch(
                tick.cluster(),
                tick.clusterName(),
                atS,
                15,
                tick.nodes(),
                List.of(),
                List.of(Samples.podSpan(CLUSTER, spanId, START_S, toS)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                tick.usage(),
                tick.tail(),
                tick.unseen(),
                tick.state());
    }

    @Test
    void a_final_row_that_is_not_in_whole_quanta_is_refused_and_nothing_is_written() {
        TickBatch tick = Samples.tick(START_S, 1);
        UsageRow row = tick.usage().get(0);
        for (long[] broken : new long[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}) {
            UsageRow odd = new UsageRow(
                    row.spanId(),
                    row.fromS(),
                    row.toS(),
                    row.coverage(),
                    row.cpuCoreMs() + broken[0],
                    row.memoryKib() + broken[1],
                    row.networkRxBytes() + broken[2],
                    row.networkTxBytes(),
                    row.volumeKib(),
                    row.cpuRequestMillicores(),
                    row.memoryRequestKib(),
                    row.gpuRequest());
            try (Ledger ledger = open()) {
                TickBatch bad = Samples.withUsage(tick, List.of(row, odd));
                LedgerException refused = assertThrows(LedgerException.class, () -> ledger.commit(List.of(bad)));
                assertTrue(refused.getMessage().contains("not in whole quanta"), refused.getMessage());
                assertEquals(
                        0,
                        count(ledger, "SELECT count(*) FROM usage_final") + count(ledger, "SELECT count(*) FROM tick"));
            }
        }
    }

    @Test
    void a_tail_reads_as_it_was_given() {
        try (Ledger ledger = open()) {
            UsageRow open = new UsageRow(7, 100, 130, Coverage.BRIDGED, 1, 2, 3, 1L << 40, 5, 250, 6, 7);
            UsageRow request = new UsageRow(7, 130, 140, Coverage.MISSING, 0, 0, 0, 0, 0, 250, 6, 7);
            TickBatch tick = Samples.withTail(Samples.tick(START_S, 0), List.of(open, request));
            ledger.commit(List.of(tick));
            assertEquals(
                    "[7, 100, 130, bridged, 1, 2, 3, 1099511627776, 5, 250, 6, 7]"
                            + "[7, 130, 140, missing, 0, 0, 0, 0, 0, 250, 6, 7]",
                    ledger
                            .select(
                                    "SELECT * EXCLUDE (cluster) FROM usage_tail ORDER BY from_s",
                                    SelectLimits.defaults())
                            .rows()
                            .stream()
                            .map(Object::toString)
                            .reduce("", String::concat));
        }
    }

    @Test
    void tails_and_states_of_other_clusters_stay() {
        try (Ledger ledger = open()) {
            ledger.commit(List.of(Samples.tick("one", START_S, 3, true), Samples.tick("two", START_S, 5, false)));
            ledger.commit(List.of(Samples.tick("one", START_S + 15, 2, false)));
            assertEquals(5, count(ledger, "SELECT count(*) FROM usage_tail WHERE cluster = 'two'"));
            assertEquals(2, count(ledger, "SELECT count(*) FROM usage_tail WHERE cluster = 'one'"));
            assertEquals(START_S, ledger.lastState("two").orElseThrow().lastTickS());
            assertEquals(START_S, ledger.lastState("one").orElseThrow().firstTickS());
            assertEquals(START_S + 15, ledger.lastState("one").orElseThrow().lastTickS());
        }
    }

    @Test
    void a_query_sees_one_moment_and_changes_nothing() {
        try (Ledger ledger = open()) {
            ledger.commit(List.of(Samples.tick(START_S, 3)));
            long seen = ledger.read(connection -> {
                ledger.commit(List.of(Samples.tick(START_S + 15, 3)));
                Sql.execute(connection, "CREATE TEMP TABLE mine AS SELECT * FROM tick");
                return Sql.firstLong(connection, "SELECT count(*) FROM mine");
            });
            assertEquals(1, seen);
            assertEquals(2, count(ledger, "SELECT count(*) FROM tick"));
            assertThrows(LedgerException.class, () -> count(ledger, "SELECT count(*) FROM mine"));
            LedgerException refusal =
                    assertThrows(LedgerException.class, () -> count(ledger, "DELETE FROM tick RETURNING 1"));
            assertTrue(String.valueOf(refusal.getMessage()).contains("read-only"), refusal::getMessage);
            assertEquals(2, count(ledger, "SELECT count(*) FROM tick"));
        }
    }

    @Test
    void threads_commit_at_the_same_time_without_loss() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Ledger ledger = open()) {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String cluster = "cluster-" + thread;
                done.add(threads.submit(() -> {
                    for (int tick = 0; tick < 25; tick++) {
                        ledger.commit(List.of(Samples.tick(cluster, START_S + tick, 3, false)));
                        ledger.commit(
                                Samples.batch(cluster, Samples.event(cluster, "id-" + tick, "ResponseComplete", tick)));
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
            assertEquals(100, count(ledger, "SELECT count(*) FROM tick"));
            assertEquals(300, count(ledger, "SELECT count(*) FROM usage_final"));
            assertEquals(100, count(ledger, "SELECT count(*) FROM audit_event"));
            // Audit calls that wait together share a commit; ticks never do.
            long commits = count(ledger, "SELECT commit_number FROM last_commit");
            assertTrue(commits > 100 && commits <= 200, () -> commits + " commits");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nothing_is_written_when_the_disk_is_nearly_full() {
        AtomicLong free = new AtomicLong(1L << 30);
        LedgerSettings base = Samples.settings();
        LedgerSettings settings = new LedgerSettings(
                base.memoryLimitBytes(),
                base.spillLimitBytes(),
                256L << 20,
                base.checkpointBytes(),
                8,
                base.queueWait(),
                2,
                base.readerWait(),
                base.lockWait());
        try (Ledger ledger =
                DuckDbLedger.open(data, settings, Clock.systemUTC(), new Surroundings(free::get, List.of()))) {
            ledger.commit(List.of(Samples.tick(START_S, 3)));
            free.set(100L << 20);
            LedgerException refusal =
                    assertThrows(LedgerException.class, () -> ledger.commit(List.of(Samples.tick(START_S + 15, 3))));
            assertEquals(
                    "only 100 MiB are free beside " + data.resolve("ledger/hot.duckdb")
                            + ", ledger.minFreeBytes asks for 256 MiB; nothing was written, free some space",
                    refusal.getMessage());
            free.set(1L << 30);
            ledger.commit(List.of(Samples.tick(START_S + 15, 3)));
            assertEquals(2, count(ledger, "SELECT count(*) FROM tick"));
        }
    }

    @Test
    void full_queues_refuse_and_name_their_setting() throws Exception {
        LedgerSettings base = Samples.settings();
        LedgerSettings tight = new LedgerSettings(
                base.memoryLimitBytes(),
                0,
                0,
                base.checkpointBytes(),
                1,
                Duration.ZERO,
                1,
                Duration.ZERO,
                Duration.ZERO);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Ledger ledger = Ledger.open(data, tight, Clock.systemUTC())) {
            Future<Integer> holding = threads.submit(() -> ledger.write(connection -> {
                started.countDown();
                await(release);
                return 1;
            }));
            started.await();
            List<Future<Integer>> others = new ArrayList<>();
            for (int other = 0; other < 3; other++) {
                others.add(threads.submit(() -> ledger.write(connection -> 2)));
            }
            assertTrue(anyMessage(others, release).contains("raise ledger.queueCapacity"));
            assertEquals(1, holding.get());
            LedgerException refusal =
                    assertThrows(LedgerException.class, () -> ledger.read(outer -> ledger.<Integer>read(inner -> 3)));
            assertTrue(String.valueOf(refusal.getMessage()).contains("raise ledger.maxReaders"), refusal::getMessage);
        } finally {
            threads.shutdownNow();
        }
    }

    private static String anyMessage(List<Future<Integer>> results, CountDownLatch release)
            throws InterruptedException {
        String message = "";
        // With one place in the queue at least one of several waits in vain; whoever does not is answered later.
        while (message.isEmpty()) {
            for (Future<Integer> result : results) {
                if (result.isDone() && message.isEmpty()) {
                    try {
                        result.get();
                    } catch (java.util.concurrent.ExecutionException e) {
                        message = String.valueOf(e.getMessage());
                    }
                }
            }
            Thread.onSpinWait();
        }
        release.countDown();
        return message;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void after_closing_nothing_is_accepted() {
        Ledger ledger = open();
        ledger.close();
        ledger.close();
        assertEquals(
                "the ledger is closed; nothing was written",
                assertThrows(LedgerException.class, () -> ledger.commit(List.of(Samples.tick(START_S, 1))))
                        .getMessage());
        assertThrows(LedgerException.class, () -> ledger.lastState(CLUSTER));
    }

    @Test
    void no_acknowledged_tick_is_lost_when_the_process_is_killed() throws Exception {
        Random random = new Random();
        int acknowledged = -1;
        for (int round = 0; round < Integer.getInteger("sublet.kills", 3); round++) {
            Child child = Child.start(data, 100_000);
            int more = 1 + random.nextInt(60);
            for (int tick = 0; tick < more; tick++) {
                Integer number = child.nextAcknowledged();
                assertNotNull(number);
                assertEquals(acknowledged + 1, round == 0 || tick > 0 ? number : acknowledged + 1);
                acknowledged = number;
            }
            child.kill();
            for (Integer late = child.nextAcknowledged(); late != null; late = child.nextAcknowledged()) {
                acknowledged = late;
            }
        }
        try (Ledger ledger = open()) {
            long ticks = count(ledger, "SELECT count(*) FROM tick");
            assertTrue(ticks >= acknowledged + 1, () -> ticks + " ticks");
            assertEquals(ticks, count(ledger, "SELECT (max(at_s) - min(at_s)) // 15 + 1 FROM tick"));
            assertEquals(3 * ticks, count(ledger, "SELECT count(*) FROM usage_final"));
            assertEquals(ticks, count(ledger, "SELECT count(*) FROM unseen_usage"));
            assertEquals(3, count(ledger, "SELECT count(*) FROM usage_tail"));
            assertEquals(ticks, count(ledger, "SELECT commit_number FROM last_commit"));
            assertTrue(ledger.recovery().isClean(), () -> "" + ledger.recovery());
        }
    }
}
