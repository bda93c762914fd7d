package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Samples.CLUSTER;
import static dev.sublet.ledger.duckdb.Samples.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path folder;

    private Ledger open() {
        return Ledger.open(folder, Samples.settings(), Clock.systemUTC());
    }

    private static long count(Ledger ledger, String sql) {
        return ledger.read(connection -> Sql.firstLong(connection, sql));
    }

    @Test
    void only_its_owner_may_look_into_a_new_ledger() throws IOException {
        open().close();
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ledger"))));
    }

    @Test
    void what_was_committed_is_there_after_closing_and_opening() {
        try (Ledger ledger = open()) {
            assertEquals(Optional.empty(), ledger.lastState(CLUSTER));
            assertEquals(1, ledger.nextSpanId());
            ledger.commit(List.of(Samples.tick(START_S, 80), Samples.tick(START_S + 15, 80)));
        }
        try (Ledger ledger = open()) {
            assertTrue(ledger.recovery().isClean(), () -> "" + ledger.recovery());
            assertEquals(160, count(ledger, "SELECT count(*) FROM usage_final"));
            assertEquals(80, count(ledger, "SELECT count(*) FROM usage_tail"));
            assertEquals(240, count(ledger, "SELECT count(*) FROM usage"));
            assertEquals(80, count(ledger, "SELECT count(*) FROM pod_span"));
            assertEquals(2, count(ledger, "SELECT count(*) FROM node_tick"));
            assertEquals(2, count(ledger, "SELECT count(*) FROM unseen_usage"));
            MeterState state = ledger.lastState(CLUSTER).orElseThrow();
            assertEquals(START_S, state.firstTickS());
            assertEquals(START_S + 15, state.lastTickS());
            assertEquals(StateBytes.ofText("state at " + (START_S + 15)), state.state());
            assertEquals(80, state.openPods().size());
            assertEquals(
                    Samples.podSpan(CLUSTER, 7, START_S, null), state.openPods().get(6));
            assertEquals(81, ledger.nextSpanId());
        }
    }

    @Test
    void what_a_killed_query_spilled_is_removed() throws IOException {
        open().close();
        Path spilled =
                Files.createDirectories(folder.resolve("ledger/spill")).resolve("duckdb_temp_storage_DEFAULT-0.tmp");
        Files.createFile(spilled);
        open().close();
        assertFalse(Files.exists(spilled));
    }

    @Test
    void settings_out_of_range_name_their_key() {
        LedgerSettings good = LedgerSettings.defaults();
        assertEquals(
                "ledger.maxReaders is 0; it must be at least 1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new LedgerSettings(
                                        good.memoryLimitBytes(),
                                        good.spillLimitBytes(),
                                        good.minFreeBytes(),
                                        good.checkpointBytes(),
                                        good.queueCapacity(),
                                        good.queueWait(),
                                        0,
                                        good.readerWait(),
                                        good.lockWait()))
                        .getMessage());
    }

    @Test
    void a_tick_that_is_not_after_the_last_one_is_refused_and_leaves_nothing() {
        try (Ledger ledger = open()) {
            ledger.commit(List.of(Samples.tick(START_S, 3)));
            TickBatch fresh = Samples.tick(START_S + 15, 3);
            LedgerException refusal =
                    assertThrows(LedgerException.class, () -> ledger.commit(List.of(fresh, Samples.tick(START_S, 3))));
            assertEquals(
                    "tick 1760000000 of cluster prod is not after its last one, 1760000015; nothing was written,"
                            + " skip ticks that are known",
                    refusal.getMessage());
            assertEquals(1, count(ledger, "SELECT count(*) FROM tick"));
            assertEquals(3, count(ledger, "SELECT count(*) FROM usage_final"));
            ledger.commit(List.of(fresh));
            assertEquals(2, count(ledger, "SELECT count(*) FROM tick"));
        }
    }

    @Test
    void readers_and_other_writers_keep_the_optimizer_that_ticks_do_without() {
        String asked = "SELECT count(*) FROM duckdb_settings() WHERE name = 'enable_optimizer' AND value = 'true'";
        try (Ledger ledger = Ledger.open(folder, LedgerSettings.defaults(), Clock.systemUTC())) {
            ledger.commit(List.of(Samples.tick(Samples.START_S, 1)));
            assertEquals(1, ledger.<Long>read(connection -> Sql.firstLong(connection, asked)));
            assertEquals(1, ledger.<Long>write(connection -> Sql.firstLong(connection, asked)));
        }
    }

    @Test
    void a_data_folder_whose_name_the_driver_would_cut_is_refused() throws IOException {
        for (String name : List.of("what?", "a;b")) {
            LedgerException refusal = assertThrows(
                    LedgerException.class,
                    () -> Ledger.open(folder.resolve(name), Samples.settings(), Clock.systemUTC()));
            assertTrue(String.valueOf(refusal.getMessage()).contains("has a ? or ; in its path"), refusal::getMessage);
            assertFalse(Files.exists(folder.resolve(name)));
        }
    }
}
