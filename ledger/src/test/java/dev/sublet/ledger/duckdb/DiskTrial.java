package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerKeeper.Due;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A ledger on a file system of its own that a file beside it fills up at a named step, as at commit, at a seal's files, its transaction, a
 * compaction or the manifest; and that is mounted read-only. What was refused must leave nothing, and with the space back all goes on.
 */
final class DiskTrial {
    /** Where the disk runs full, one a round. */
    private static final List<String> STEPS = List.of(
            "before-commit",
            "before-sync:.*T.*parquet.part",
            "before-seal-transaction",
            "before-sync:.manifest",
            "before-rename:.*parquet",
            "before-rename:manifest",
            "before-delete:",
            "before-sync:.*-..\\.g.*parquet.part");

    private final Path folder;
    private final Path data;
    private final Path filler;
    private final TrialChild.SimulatedClock clock = new TrialChild.SimulatedClock();
    private final Map<String, Integer> refused = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long ticks;
    private String fillAt = "";

    private DiskTrial(Path folder) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.filler = folder.resolve("filler");
    }

    private void reached(String step) {
        if (!fillAt.isEmpty() && step.matches(fillAt + ".*")) {
            fillAt = "";
            fill();
        }
    }

    private void fill() {
        byte[] block = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full: that is what it is for.
            return;
        }
    }

    private DuckDbLedger open() {
        Surroundings watched = new Surroundings(() -> Long.MAX_VALUE, List.of(), this::reached);
        return DuckDbLedger.open(data, TrialFacts.settings(), clock, watched);
    }

    private void commit(DuckDbLedger ledger, int count) {
        for (int tick = 0; tick < count; tick++) {
            try {
                ledger.commit(List.of(TrialFacts.tick(1, ticks)));
                ticks++;
                clock.atLeast(TrialFacts.atS(ticks));
            } catch (LedgerException e) {
                refused("commit", e);
                // A commit that failed may have reached the disk; the ledger knows.
                ticks = ledger.lastState(TrialFacts.cluster(1))
                        .map(state -> TrialFacts.index(state.lastTickS()) + 1)
                        .orElse(0L);
            }
        }
    }

    private void upkeep(DuckDbLedger ledger, int most) {
        for (int step = 0; step < most; step++) {
            try {
                if (ledger.upkeep(Due.NOW).isEmpty()) {
                    return;
                }
            } catch (LedgerException e) {
                refused("upkeep", e);
            }
        }
    }

    private void refused(String what, LedgerException e) {
        refused.merge(what, 1, Integer::sum);
        if (String.valueOf(e.getMessage()).lines().count() != 1) {
            wrong.add("in several lines: " + e.getMessage());
        }
    }

    private void check(DuckDbLedger ledger, String when) {
        try {
            for (String finding : new TrialTruth(TrialChild.CLUSTERS).check(ledger, new long[] {0, ticks, 0}, 0, 0)) {
                wrong.add(when + ": " + finding);
            }
        } catch (LedgerException e) {
            wrong.add(when + ": " + e.getMessage());
        }
    }

    private void full(int rounds) throws IOException {
        for (int round = 0; round < rounds; round++) {
            String step = STEPS.get(round % STEPS.size());
            try (DuckDbLedger ledger = open()) {
                fillAt = step;
                commit(ledger, 10);
                upkeep(ledger, 20);
                commit(ledger, 5);
                upkeep(ledger, 5);
                check(ledger, "full at " + step);
                fillAt = "";
                Files.deleteIfExists(filler);
                commit(ledger, 3);
                upkeep(ledger, 100);
                check(ledger, "after space was back, " + step);
            }
            try (DuckDbLedger ledger = open()) {
                check(ledger, "opened again after " + step);
                if (ledger.recovery().lostCommits() > 0) {
                    wrong.add("after " + step + ": " + ledger.recovery());
                }
            }
        }
    }

    private void readOnly() throws IOException, InterruptedException {
        try (DuckDbLedger ledger = open()) {
            commit(ledger, 4);
        }
        remount("ro");
        try (DuckDbLedger ledger = open()) {
            wrong.add("a ledger was opened for writing on a read-only file system");
            check(ledger, "read-only");
        } catch (LedgerException e) {
            refused("read-only", e);
        } finally {
            remount("rw");
        }
        try (DuckDbLedger ledger = open()) {
            commit(ledger, 4);
            upkeep(ledger, 100);
            check(ledger, "writable again");
        }
    }

    private void remount(String mode) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("mount", "-o", "remount," + mode, folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("cannot mount " + folder + " " + mode);
        }
    }

    /** Arguments: folder that is a small file system, rounds. Exit code 1 when anything is lost, doubled or does not go on. */
    public static void main(String[] arguments) throws Exception {
        DiskTrial trial = new DiskTrial(Path.of(arguments[0]).toAbsolutePath());
        trial.full(Integer.parseInt(arguments[1]));
        trial.readOnly();
        trial.wrong.stream().limit(20).forEach(wrong -> System.out.println("WRONG " + wrong));
        System.out.println(
                "disk: " + arguments[1] + " rounds full at " + STEPS.size() + " steps, one read-only, " + trial.ticks
                        + " ticks; refused in one line " + trial.refused + "; " + trial.wrong.size() + " findings");
        System.exit(trial.wrong.isEmpty() ? 0 : 1);
    }
}
