package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Samples.START_S;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path data;

    private Path file;
    private Path log;

    @BeforeEach
    void names() {
        file = data.resolve("ledger/hot.duckdb");
        log = data.resolve("ledger/hot.duckdb.wal");
    }

    private Ledger open() {
        return Ledger.open(data, Samples.settings(), CLOCK);
    }

    private static long ticks(Ledger ledger) {
        return ledger.read(connection -> Sql.firstLong(connection, "SELECT count(*) FROM tick"));
    }

    /** Leaves the folder as a process does that dies after its commits: a file, a log, an acknowledged number. */
    private void commitAndDie(int ticks) throws IOException, InterruptedException {
        Child child = Child.start(data, ticks);
        child.awaitExit();
    }

    private List<Path> aside() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("ledger"))) {
            return files.filter(path -> path.toString().contains("set-aside") && Files.isRegularFile(path))
                    .toList();
        }
    }

    @Test
    void a_torn_tail_of_the_log_costs_nothing_that_was_acknowledged() throws Exception {
        commitAndDie(10);
        byte[] torn = new byte[300];
        Arrays.fill(torn, (byte) 9);
        Files.write(log, torn, StandardOpenOption.APPEND);
        try (Ledger ledger = open()) {
            assertEquals(10, ticks(ledger));
            assertEquals(0, ledger.recovery().lostCommits());
        }
    }

    @Test
    void a_refused_log_is_copied_cut_and_reported_without_loss_when_the_damage_lies_after_what_was_acknowledged()
            throws Exception {
        commitAndDie(10);
        byte[] whole = Files.readAllBytes(log);
        // The last entry once more, with another checksum: what a power loss leaves of a commit nobody was told of.
        long lastEntry = lastEntryPosition(whole);
        byte[] entry = Arrays.copyOfRange(whole, (int) lastEntry, whole.length);
        entry[entry.length - 3] ^= 1;
        Files.write(log, entry, StandardOpenOption.APPEND);
        byte[] damaged = Files.readAllBytes(log);
        LedgerException refusal = assertThrows(LedgerException.class, () -> Ledger.openExisting(data));
        assertTrue(String.valueOf(refusal.getMessage()).contains("is damaged"), refusal::getMessage);
        assertArrayEquals(damaged, Files.readAllBytes(log));
        try (Ledger ledger = open()) {
            assertEquals(10, ticks(ledger));
            assertEquals(0, ledger.recovery().lostCommits());
            assertEquals(
                    List.of(
                            "the write-ahead log was damaged at byte " + (whole.length + 16) + " of " + damaged.length
                                    + " and was cut there; the damaged log is kept as "
                                    + data.resolve("ledger/set-aside-20261122T100000/hot.duckdb.wal"),
                            "no acknowledged commit is missing; the last one is number 10"),
                    ledger.recovery().findings());
            assertArrayEquals(damaged, Files.readAllBytes(aside().get(0)));
            ledger.commit(List.of(Samples.tick(START_S + 15 * 10, 3)));
        }
        try (Ledger ledger = open()) {
            assertTrue(ledger.recovery().isClean());
            assertEquals(11, ticks(ledger));
        }
    }

    private static long lastEntryPosition(byte[] log) {
        // An entry is its size and its checksum, eight bytes each, then its content; the log's header comes first.
        for (int start = 0; start < 4096; start++) {
            long position = start;
            long before = -1;
            while (position + 16 < log.length) {
                long size = java.nio.ByteBuffer.wrap(log)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .getLong((int) position);
                if (size <= 0 || size > log.length - position - 16) {
                    break;
                }
                before = position;
                position += 16 + size;
            }
            if (position == log.length && before > start) {
                return before;
            }
        }
        throw new AssertionError("the log has another form than expected");
    }

    @Test
    void rot_in_the_middle_of_the_log_is_cut_and_the_missing_commits_are_named() throws Exception {
        commitAndDie(10);
        byte[] rotten = Files.readAllBytes(log);
        rotten[rotten.length / 2] ^= 4;
        Files.write(log, rotten);
        try (Ledger ledger = open()) {
            long kept = ticks(ledger);
            assertTrue(kept > 0 && kept < 10, () -> kept + " ticks");
            assertEquals(10 - kept, ledger.recovery().lostCommits());
            assertEquals(
                    (10 - kept) + " acknowledged commits are missing, numbers " + (kept + 1)
                            + " to 10; their time is a gap from now on",
                    ledger.recovery().findings().get(1));
            assertArrayEquals(rotten, Files.readAllBytes(aside().get(0)));
        }
    }

    @Test
    void a_log_that_lost_acknowledged_commits_silently_is_found_out() throws Exception {
        commitAndDie(10);
        byte[] whole = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(whole, whole.length - 50));
        try (Ledger ledger = open()) {
            assertEquals(9, ticks(ledger));
            assertEquals(1, ledger.recovery().lostCommits());
        }
    }

    @Test
    void a_store_that_cannot_be_opened_is_set_aside_and_span_ids_go_on() throws Exception {
        try (Ledger ledger = open()) {
            assertEquals(1, ledger.nextSpanId());
            assertEquals(2, ledger.nextSpanId());
            ledger.commit(List.of(Samples.tick(START_S, 2)));
        }
        byte[] corrupt = Files.readAllBytes(file);
        Arrays.fill(corrupt, 0, 12_288, (byte) 7);
        Files.write(file, corrupt);
        try (Ledger ledger = open()) {
            assertEquals(0, ticks(ledger));
            assertEquals(3, ledger.nextSpanId());
            assertEquals(1, ledger.recovery().lostCommits());
            assertTrue(ledger.recovery().findings().get(0).startsWith("the store could not be opened ("));
            assertArrayEquals(corrupt, Files.readAllBytes(aside().get(0)));
            ledger.commit(List.of(Samples.tick(START_S + 15, 2)));
        }
        try (Ledger ledger = open()) {
            assertTrue(ledger.recovery().isClean(), () -> "" + ledger.recovery());
            assertEquals(1, ticks(ledger));
        }
    }

    @Test
    void a_store_that_vanished_is_missed() throws Exception {
        commitAndDie(3);
        Files.delete(file);
        try (Ledger ledger = open()) {
            assertEquals(0, ticks(ledger));
            assertEquals(3, ledger.recovery().lostCommits());
            assertEquals(log.getFileName(), aside().get(0).getFileName());
        }
    }

    @Test
    void a_newer_schema_is_refused_and_not_touched() throws Exception {
        open().close();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            Sql.execute(connection, "UPDATE meta SET value = '7' WHERE key = 'schema_version'");
        }
        String message = "data folder " + data + " has schema version 7, this program knows up to " + Schema.VERSION
                + "; use a newer sublet";
        assertNothingChanges(message);
        // The same with a log, as a killed newer program leaves it.
        commitDirectlyAndDie();
        assertTrue(Files.exists(log));
        assertNothingChanges(message);
    }

    private void commitDirectlyAndDie() throws IOException, InterruptedException {
        Child.startSql(data, "INSERT INTO meta VALUES ('future', 'x')").awaitExit();
    }

    private void assertNothingChanges(String message) throws IOException {
        byte[] before = Files.readAllBytes(file);
        byte[] logBefore = Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
        for (int command = 0; command < 2; command++) {
            boolean metering = command == 0;
            LedgerException refusal =
                    assertThrows(LedgerException.class, () -> (metering ? open() : Ledger.openExisting(data)).close());
            assertEquals(message, refusal.getMessage());
            assertArrayEquals(before, Files.readAllBytes(file));
            assertArrayEquals(logBefore, Files.exists(log) ? Files.readAllBytes(log) : new byte[0]);
        }
    }

    @Test
    void a_second_opener_is_told_who_has_the_folder() throws Exception {
        try (Ledger ledger = open()) {
            LedgerException refusal = assertThrows(LedgerException.class, this::open);
            assertEquals(
                    "data folder " + data + " is in use by process "
                            + ProcessHandle.current().pid()
                            + " (metering); stop that process or name another folder with --data",
                    refusal.getMessage());
            assertThrows(LedgerException.class, () -> Ledger.openExisting(data));
            // Refusing must not have let go of the lock: another process must still be refused.
            Child child = Child.start(data, 1);
            assertTrue(child.awaitExit()
                    .contains("is in use by process " + ProcessHandle.current().pid()));
            ledger.commit(List.of(Samples.tick(START_S, 1)));
        }
        open().close();
    }

    @Test
    void a_reading_command_asks_for_a_ledger_that_is_there() throws IOException {
        assertEquals(
                "no ledger in " + data + "; run `sublet run`, `replay` or `demo` first, or name its folder with --data",
                assertThrows(LedgerException.class, () -> Ledger.openExisting(data))
                        .getMessage());
        assertFalse(Files.exists(data.resolve("ledger")));
    }

    @Test
    void a_fatal_error_is_survived_by_opening_the_database_again() throws SQLException {
        open().close();
        LedgerSettings eager = new LedgerSettings(
                Samples.settings().memoryLimitBytes(),
                0,
                0,
                64 << 10,
                8,
                Samples.settings().queueWait(),
                2,
                Samples.settings().readerWait(),
                Samples.settings().lockWait());
        Surroundings failing =
                new Surroundings(() -> Long.MAX_VALUE, List.of("SET GLOBAL debug_checkpoint_abort = 'before_header'"));
        try (Ledger ledger = DuckDbLedger.open(data, eager, CLOCK, failing)) {
            for (int tick = 0; tick < 20; tick++) {
                ledger.commit(List.of(Samples.tick(START_S + 15L * tick, 400)));
            }
            assertEquals(20, ticks(ledger));
        }
        try (Ledger ledger = open()) {
            assertEquals(20, ticks(ledger));
            assertEquals(8_000, ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM usage_final")));
            assertEquals(0, ledger.recovery().lostCommits());
        }
    }

    @Test
    void a_commit_during_which_the_database_fails_is_there_when_acknowledged_and_not_when_refused() {
        open().close();
        LedgerSettings base = Samples.settings();
        LedgerSettings automaticOnly = new LedgerSettings(
                base.memoryLimitBytes(), 0, 0, 1L << 40, 8, base.queueWait(), 2, base.readerWait(), base.lockWait());
        Surroundings failing = new Surroundings(
                () -> Long.MAX_VALUE,
                List.of(
                        "SET GLOBAL checkpoint_threshold = '16MB'",
                        "SET GLOBAL debug_checkpoint_abort = 'before_header'"));
        int done = 0;
        int refused = 0;
        try (Ledger ledger = DuckDbLedger.open(data, automaticOnly, CLOCK, failing)) {
            for (int tick = 0; tick < 5; tick++) {
                try {
                    ledger.commit(List.of(Samples.tick(START_S + 15L * tick, 20_000)));
                    done++;
                } catch (LedgerException e) {
                    refused++;
                }
                assertEquals(done, ticks(ledger), "after tick " + tick);
            }
        }
        assertTrue(refused > 0, "the database never failed");
        try (Ledger ledger = open()) {
            assertEquals(done, ticks(ledger));
            assertEquals(0, ledger.recovery().lostCommits());
        }
    }
}
