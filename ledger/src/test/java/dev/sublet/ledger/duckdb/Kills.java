package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.SealedCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Kills a {@link TrialChild} again and again on one data folder, opens the folder after each kill and compares it with what was
 * acknowledged. A folder serves {@value #KILLS_A_FOLDER} kills; then the next one starts empty.
 */
final class Kills {
    static final int KILLS_A_FOLDER = 100;
    private static final int WORK_LINES_MAX = 50;
    /** A child that has not reached its step by then is killed where it is. */
    private static final int STEP_LINES_MAX = 200;

    private static final int START_MILLIS_MAX = 600;
    private static final Clock LATE = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);

    /** What was seen, added up. */
    static final class Totals {
        int kills;
        int duringStart;
        int atSteps;
        int refusals;
        long acknowledged;
        long upkeep;
        int leftovers;
        final Map<String, Integer> steps = new TreeMap<>();
        final Map<String, Integer> upkeepKinds = new TreeMap<>();
        final List<String> wrong = new ArrayList<>();

        synchronized void add(Totals other) {
            kills += other.kills;
            duringStart += other.duringStart;
            atSteps += other.atSteps;
            refusals += other.refusals;
            acknowledged += other.acknowledged;
            upkeep += other.upkeep;
            leftovers += other.leftovers;
            other.steps.forEach((step, count) -> steps.merge(step, count, Integer::sum));
            other.upkeepKinds.forEach((kind, count) -> upkeepKinds.merge(kind, count, Integer::sum));
            wrong.addAll(other.wrong);
        }

        boolean isClean() {
            return refusals == 0 && wrong.isEmpty();
        }

        String line() {
            return kills + " kills (" + duringStart + " while starting, " + atSteps + " at named steps of "
                    + steps.size() + " kinds), " + acknowledged + " acknowledged commits, upkeep " + upkeepKinds + ": "
                    + wrong.size() + " findings (rows lost, doubled or changed), " + refusals + " refusals to start, "
                    + leftovers + " files left over";
        }
    }

    private final Path folder;
    private final Random random;
    private final boolean steps;
    private final Totals totals = new Totals();
    private Path data;
    private TrialTruth truth = new TrialTruth(TrialChild.CLUSTERS);
    private long[] acknowledgedTicks = new long[TrialChild.CLUSTERS + 1];
    private long acknowledgedBatches;

    Kills(Path folder, long seed, boolean steps) {
        this.folder = folder;
        this.random = new Random(seed);
        this.steps = steps;
        this.data = folder.resolve("data-0");
    }

    Totals run(int kills) throws IOException, InterruptedException {
        for (int kill = 0; kill < kills; kill++) {
            if (kill > 0 && kill % KILLS_A_FOLDER == 0) {
                Trials.remove(data);
                data = folder.resolve("data-" + kill / KILLS_A_FOLDER);
                truth = new TrialTruth(TrialChild.CLUSTERS);
                acknowledgedTicks = new long[TrialChild.CLUSTERS + 1];
                acknowledgedBatches = 0;
            }
            int before = totals.wrong.size() + totals.refusals;
            List<String> said = kill(kill);
            check(kill);
            if (totals.wrong.size() + totals.refusals > before) {
                keepEvidence(kill, said);
                break;
            }
            if ((kill + 1) % KILLS_A_FOLDER == 0) {
                // A long run that is ended from outside has said something by then.
                System.err.println(folder.getFileName() + " so far: " + totals.line());
            }
        }
        return totals;
    }

    private List<String> kill(int kill) throws IOException, InterruptedException {
        boolean atStep = steps && kill % 2 == 1;
        List<String> options =
                atStep ? List.of("-Dtrial.haltAt=" + (1 + random.nextInt(1 + random.nextInt(250)))) : List.of();
        TrialProcess child = TrialProcess.start(List.of(), options, data, random.nextLong(), 0, 2);
        List<String> said;
        if (!atStep && random.nextInt(6) == 0) {
            said = child.killAfter(random.nextInt(START_MILLIS_MAX));
            totals.duringStart += said.contains("ready") ? 0 : 1;
        } else if (!child.awaitReady()) {
            said = child.awaitEnd();
            if (said.stream().noneMatch(line -> line.startsWith("halt "))) {
                totals.refusals++;
                totals.wrong.add("kill " + kill + ": the child did not start: " + said);
            }
        } else {
            // Counted in what it does, not in time: a busy machine must not make it an easier trial.
            said = child.killAfterLines(atStep ? STEP_LINES_MAX : random.nextInt(WORK_LINES_MAX), random.nextInt(40));
        }
        totals.kills++;
        said.forEach(line -> note(kill, line));
        return said;
    }

    private void note(int kill, String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "tick" -> {
                acknowledgedTicks[Integer.parseInt(words[1])] = Long.parseLong(words[2]);
                totals.acknowledged++;
            }
            case "audit" -> {
                acknowledgedBatches = Long.parseLong(words[1]);
                totals.acknowledged++;
            }
            case "upkeep" -> {
                totals.upkeep++;
                totals.upkeepKinds.merge(words[1], 1, Integer::sum);
            }
            case "halt" -> {
                totals.atSteps++;
                totals.steps.merge(kind(words[1]), 1, Integer::sum);
            }
            case "failed" -> totals.wrong.add("kill " + kill + ": " + line);
            case "ready", "committing", "again", "done" -> {}
            default -> System.err.println("kill " + kill + ": " + line);
        }
    }

    /** The name of a step without what differs from file to file. */
    static String kind(String step) {
        return step.replaceAll("[0-9]+", "#").replaceAll("cluster=[^/]*|source=[^/]*|month=[^/]*", "partition");
    }

    private void check(int kill) throws IOException {
        try (DuckDbLedger ledger = DuckDbLedger.open(data, TrialFacts.settings(), LATE)) {
            if (ledger.recovery().lostCommits() > 0) {
                totals.wrong.add("kill " + kill + ": " + ledger.recovery());
            }
            for (String wrong : truth.check(ledger, acknowledgedTicks, acknowledgedBatches, TrialChild.TICKS_AT_ONCE)) {
                totals.wrong.add("kill " + kill + ": " + wrong);
            }
            // The child goes on from what is there, acknowledged or not.
            for (int cluster = 1; cluster <= TrialChild.CLUSTERS; cluster++) {
                acknowledgedTicks[cluster] = truth.ticks(cluster);
            }
            acknowledgedBatches = truth.batches();
            for (SealedCheck sealed : kill % 10 == 9 ? ledger.checkSealed() : List.<SealedCheck>of()) {
                if (!sealed.ok()) {
                    totals.wrong.add("kill " + kill + ": " + sealed);
                }
            }
            leftovers(kill, ledger);
        } catch (LedgerException e) {
            totals.refusals++;
            totals.wrong.add("kill " + kill + ": " + e.getMessage());
        }
    }

    /** Files that the ledger does not know must be gone once it is open; those it knows must be there. */
    private void leftovers(int kill, DuckDbLedger ledger) throws IOException {
        Path sealed = data.resolve("ledger/sealed");
        if (!Files.isDirectory(sealed)) {
            return;
        }
        Set<String> known = new HashSet<>(ledger.<List<String>>read(connection ->
                Seals.rows(connection, "SELECT file FROM sealed_file").stream()
                        .map(row -> row.substring(0, row.length() - 1))
                        .toList()));
        try (Stream<Path> files = Files.walk(sealed)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = sealed.relativize(file).toString();
                if (!known.remove(name) && !name.equals("manifest.json") && !name.endsWith("open.parquet")) {
                    totals.leftovers++;
                }
            }
        }
        known.forEach(name -> totals.wrong.add("kill " + kill + ": sealed file " + name + " is gone"));
    }

    private void keepEvidence(int kill, List<String> said) throws IOException {
        Files.write(folder.resolve("said-" + kill + ".txt"), said);
        System.err.println("kept " + data + " and what the child said beside it");
    }

    /** Arguments: folder, kills, parallel, seed. Exit code 1 when anything is wrong. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int kills = Integer.parseInt(arguments[1]);
        int parallel = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        Totals totals = new Totals();
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        for (int worker = 0; worker < parallel; worker++) {
            int share = kills / parallel + (worker < kills % parallel ? 1 : 0);
            Path own = Files.createDirectories(folder.resolve("worker-" + worker));
            long ownSeed = seed + worker;
            Thread thread = new Thread(() -> {
                try {
                    totals.add(new Kills(own, ownSeed, true).run(share));
                } catch (Exception e) {
                    Totals failed = new Totals();
                    failed.wrong.add("the trial itself failed: " + e);
                    totals.add(failed);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        totals.steps.forEach((step, count) -> System.out.println("  halted " + count + " x " + step));
        totals.wrong.forEach(wrong -> System.out.println("WRONG " + wrong));
        System.out.printf(
                "kills: seed %d: %s; %.1f s a kill%n",
                seed, totals.line(), (System.nanoTime() - start) / 1e9 / Math.max(1, totals.kills) * parallel);
        System.exit(totals.isClean() ? 0 : 1);
    }
}
