package dev.sublet.ledger.duckdb;

import static dev.sublet.ledger.duckdb.Seals.START_S;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.seal.SealedCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older hot store beside newer sealed files, and files of people beside ours. */
class RestoreTest {
    @TempDir
    Path data;

    private Ledger open() {
        return Ledger.open(data, Samples.settings(), Seals.CLOCK);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static long count(Ledger ledger, String from) {
        return ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM " + from));
    }

    @Test
    void restoring_an_older_hot_store_beside_newer_sealed_files_loses_none_of_their_rows() throws IOException {
        Path data1 = data.resolve("a");
        try (Ledger ledger = Ledger.open(data1, Samples.settings(), Seals.CLOCK)) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            SealTest.upkeep(ledger);
            ledger.write(c -> {
                Sql.execute(c, "INSERT INTO closed_period VALUES (0, 1, 0)");
                return 0;
            });
            ledger.commit(List.of(Seals.tick("c1", START_S + 2 * 3_600L + 600, 2, START_S + 2 * 3_600L)));
        }
        Path backup = data.resolve("backup");
        copy(data1.resolve("ledger"), backup); // whole folder, daemon stopped
        long rows;
        String usage;
        String hours;
        try (Ledger ledger = Ledger.open(data1, Samples.settings(), Seals.CLOCK)) {
            for (int hour = 3; hour < 6; hour++) {
                long atS = START_S + hour * 3_600L;
                ledger.commit(List.of(Seals.tick("c1", atS, 2, hour == 3 ? atS - 3_000 : atS - 600)));
            }
            Seals.later(ledger, "c1", START_S + 7 * 3_600L);
            SealTest.upkeep(ledger);
            rows = count(ledger, "usage");
            usage = String.valueOf(Seals.content(ledger).tables().get("usage"));
            hours = String.valueOf(Seals.content(ledger).tables().get("usage_hour"));
        }
        int before = SealTest.files(data1).size();
        // The machine dies; the documented backups: stopped copy of all + later copy of sealed/.
        Path restored = data.resolve("restored");
        copy(backup, restored.resolve("ledger"));
        copy(data1.resolve("ledger/sealed"), restored.resolve("ledger/sealed"));
        try (Ledger ledger = Ledger.open(restored, Samples.settings(), Seals.CLOCK)) {
            assertEquals(rows, count(ledger, "usage"));
            assertEquals(usage, Seals.content(ledger).tables().get("usage"));
            assertEquals(hours, Seals.content(ledger).tables().get("usage_hour"));
            assertEquals(before, SealTest.files(restored).size());
            assertEquals(0, count(ledger, "pod_span WHERE to_s IS NULL"));
            assertEquals(rows, count(ledger, "pod_usage"));
            assertEquals(1, count(ledger, "missing_period WHERE from_s = " + (START_S + 5 * 3_600L)));
            assertEquals(1, count(ledger, "closed_period"));
            assertTrue(
                    ledger.recovery().findings().toString().contains("were taken over by an older store"),
                    () -> "" + ledger.recovery());
            assertTrue(ledger.checkSealed().stream().allMatch(SealedCheck::ok), () -> "" + ledger.checkSealed());
            Seals.later(ledger, "c1", START_S + 9 * 3_600L);
            SealTest.upkeep(ledger);
            assertEquals(usage, Seals.content(ledger).tables().get("usage"));
        }
        try (Ledger ledger = Ledger.open(restored, Samples.settings(), Seals.CLOCK)) {
            assertTrue(ledger.recovery().isClean(), () -> "" + ledger.recovery());
        }
    }

    @Test
    void unknown_files_of_people_below_sealed_stay_and_are_named() throws IOException {
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            SealTest.upkeep(ledger);
        }
        Path mine = data.resolve("ledger/sealed/usage/cluster=c1/month=2026-10/2026-10-07T04.g3.p0 (copy).parquet");
        Files.copy(SealTest.path(data, "usage/cluster=c1/month=2026-10/2026-10-07T04"), mine);
        try (Ledger ledger = open()) {
            assertTrue(
                    Files.exists(mine), "deleted silently: " + ledger.recovery().findings());
            assertTrue(
                    ledger.recovery().findings().toString().contains("(copy).parquet is not the ledger's"),
                    () -> "" + ledger.recovery());
        }
    }

    @Test
    void newer_files_that_are_no_whole_piece_are_laid_aside_and_named() throws IOException {
        Path old = data.resolve("old");
        try (Ledger ledger = open()) {
            Seals.hours(ledger, "c1", START_S, 2, 2);
            SealTest.upkeep(ledger);
        }
        copy(data.resolve("ledger"), old.resolve("ledger"));
        try (Ledger ledger = open()) {
            ledger.commit(List.of(Seals.tick("c1", START_S + 3 * 3_600L, 2, START_S + 2 * 3_600L)));
            SealTest.upkeep(ledger);
        }
        String newer = SealTest.file(data, "usage/cluster=c1/month=2026-10/2026-10-07T06");
        Files.copy(
                data.resolve("ledger/sealed").resolve(newer),
                old.resolve("ledger/sealed").resolve(newer));
        try (Ledger ledger = Ledger.open(old, Samples.settings(), Seals.CLOCK)) {
            assertEquals(26, count(ledger, "usage"));
            assertFalse(ledger.recovery().findings().toString().contains("taken over"), () -> "" + ledger.recovery());
            assertTrue(
                    ledger.recovery()
                            .findings()
                            .toString()
                            .contains("1 sealed files that the store does not know were"),
                    () -> "" + ledger.recovery());
            try (Stream<Path> all = Files.walk(old.resolve("ledger"))) {
                assertEquals(
                        1,
                        all.filter(path -> path.endsWith(Path.of("ledger").relativize(Path.of("ledger", newer))))
                                .count());
            }
            assertTrue(Files.notExists(old.resolve("ledger/sealed").resolve(newer)));
        }
    }
}
