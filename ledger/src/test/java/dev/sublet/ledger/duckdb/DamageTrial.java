package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.SealedCheck;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Damages a copy of a folder that a {@link TrialChild} left when it was killed, one file at a time by a seed, and says what the ledger
 * makes of it. Sealed files: {@code checkSealed} must name the file. All else: an error, a finding, or every table reads
 * as before.
 */
final class DamageTrial {
    private static final Clock LATE = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);

    /** What is damaged and how often, in percent. */
    private static final List<String> KINDS =
            List.of("sealed", "hot.duckdb", "hot.duckdb.wal", "acknowledged", "manifest");

    private static final int[] SHARE = {40, 25, 15, 8, 12};

    private final Path base;
    private final Path copy;
    private final long seed;
    private final Map<String, String> truth;
    /** The sealed files that the ledger knows once it is open; others are remains of the kill and go then. */
    private final List<String> known;

    DamageTrial(Path base, Path work, long seed) throws IOException {
        this.base = base;
        this.copy = work.resolve("copy");
        this.seed = seed;
        copyBase();
        try (DuckDbLedger ledger = open()) {
            this.truth = content(ledger);
            this.known = ledger.read(connection -> Seals.rows(connection, "SELECT file FROM sealed_file ORDER BY ALL"));
        }
    }

    /** Leaves a folder with sealed files of all levels, hot rows and a log, without an orderly end. */
    static void makeBase(Path data) throws IOException, InterruptedException {
        // Rounds, then a kill: a child without end that is killed has a log that is not folded into the store.
        TrialProcess.start(List.of(), List.of(), data, 7, 45, 1).awaitEnd();
        TrialProcess child = TrialProcess.start(List.of(), List.of("-Dtrial.haltAt=400"), data, 8, 0, 1);
        if (!child.awaitReady()) {
            throw new IOException("the folder could not be made: " + child.awaitEnd());
        }
        child.awaitEnd();
    }

    private DuckDbLedger open() {
        return DuckDbLedger.open(copy, TrialFacts.settings(), LATE);
    }

    private void copyBase() throws IOException {
        Trials.remove(copy);
        Trials.copy(base, copy);
    }

    /** Every row of every table: what readers see, then what lies in the store. */
    private static Map<String, String> content(DuckDbLedger ledger) {
        Map<String, String> content = new TreeMap<>(Seals.content(ledger).tables());
        ledger.read(connection -> {
            for (String table :
                    Seals.rows(connection, "SELECT table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY ALL")) {
                String name = table.substring(0, table.length() - 1);
                content.put(
                        "main." + name,
                        Seals.digest(Seals.rows(connection, "SELECT * FROM main." + name + " ORDER BY ALL")));
            }
            return "";
        });
        return content;
    }

    /** Runs one trial; the outcome begins with {@code ok} or {@code WRONG}. */
    String run(int number) throws IOException {
        // Neighbouring seeds begin alike, so they are spread first.
        Random random = new Random((seed + number) * 0x9E37_79B9_7F4A_7C15L);
        copyBase();
        int dice = random.nextInt(100);
        int kind = 0;
        for (int sum = SHARE[0]; dice >= sum; sum += SHARE[kind]) {
            kind++;
        }
        Path file = pick(KINDS.get(kind), random);
        String what = damage(file, random);
        String outcome = kind == 0 ? sealed(file, random) : other();
        return outcome + " | " + KINDS.get(kind) + " | " + copy.relativize(file) + " " + what;
    }

    private Path pick(String kind, Random random) {
        Path ledger = copy.resolve("ledger");
        if (!kind.equals("sealed")) {
            return kind.equals("manifest") ? ledger.resolve("sealed/manifest.json") : ledger.resolve(kind);
        }
        String row = known.get(random.nextInt(known.size()));
        return ledger.resolve("sealed").resolve(row.substring(0, row.length() - 1));
    }

    private static String damage(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (random.nextInt(3) == 0) {
            int length = random.nextInt(bytes.length);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
            return "cut to " + length + " of " + bytes.length;
        }
        StringBuilder what = new StringBuilder("bits flipped at");
        for (int flip = 1 + random.nextInt(3); flip > 0; flip--) {
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            what.append(' ').append(at);
        }
        Files.write(file, bytes);
        return what.toString();
    }

    private String sealed(Path file, Random random) {
        String name = copy.resolve("ledger/sealed").relativize(file).toString();
        try (DuckDbLedger ledger = open()) {
            List<SealedCheck> bad =
                    ledger.checkSealed().stream().filter(check -> !check.ok()).toList();
            // Queries may fail now, in one line, and must not do worse.
            String read = random.nextInt(4) == 0 ? read(ledger) : "not tried";
            if (bad.size() != 1 || !bad.get(0).file().equals(name)) {
                return "WRONG found " + bad;
            }
            if (!namesHours(bad.get(0))) {
                return "WRONG it does not say which hours: " + bad.get(0).detail();
            }
            return "ok found, reading " + read;
        } catch (LedgerException e) {
            return (oneLine(e) && String.valueOf(e.getMessage()).contains(name) ? "ok refused: " : "WRONG refused: ")
                    + e.getMessage();
        }
    }

    private static boolean namesHours(SealedCheck check) {
        return check.detail()
                .contains(Instant.ofEpochSecond(check.fromS()).toString().substring(0, 10));
    }

    private String read(DuckDbLedger ledger) {
        try {
            return content(ledger).equals(truth) ? "unchanged" : "changed";
        } catch (LedgerException e) {
            return oneLine(e) ? "refused" : "refused in several lines";
        }
    }

    private String other() {
        try (DuckDbLedger ledger = open()) {
            boolean reported = !ledger.recovery().isClean();
            String read = read(ledger);
            if (reported) {
                return "ok reported, reading " + read;
            }
            String first = read.equals("changed") ? firstDifference(ledger) : "";
            return (first.isEmpty() ? "ok reading " + read : "WRONG changed silently: " + first);
        } catch (LedgerException e) {
            return (oneLine(e) ? "ok refused" : "WRONG refused in several lines: " + e.getMessage());
        }
    }

    private String firstDifference(DuckDbLedger ledger) {
        Map<String, String> now = content(ledger);
        @Nullable String difference = null;
        for (Map.Entry<String, String> table : truth.entrySet()) {
            String rows = now.get(table.getKey());
            if (difference == null && !table.getValue().equals(rows)) {
                difference = table.getKey() + ": " + rows + ", were " + table.getValue();
            }
        }
        return difference == null ? "" : difference;
    }

    private static boolean oneLine(LedgerException e) {
        return String.valueOf(e.getMessage()).lines().count() == 1;
    }

    /** Arguments: base, folder to work in, seed, first trial, end. Says {@code begin N} and {@code end N <outcome>}. */
    public static void main(String[] arguments) throws IOException {
        DamageTrial trial = new DamageTrial(Path.of(arguments[0]), Path.of(arguments[1]), Long.parseLong(arguments[2]));
        for (int number = Integer.parseInt(arguments[3]); number < Integer.parseInt(arguments[4]); number++) {
            System.out.println("begin " + number);
            String outcome;
            try {
                outcome = trial.run(number);
            } catch (RuntimeException | Error e) {
                outcome = "WRONG " + e;
            }
            System.out.println("end " + number + " " + outcome.replaceAll("\\R", " "));
            System.out.flush();
        }
        Runtime.getRuntime().halt(0);
    }
}
