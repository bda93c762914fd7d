package dev.sublet.bench.ledger;

import dev.sublet.bench.measure.Proc;
import dev.sublet.bench.measure.Results;
import dev.sublet.ledger.Ledger;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.terms.Terms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks a sealed ledger one question several times, in a process of its own, and says what that cost. */
public final class QueryRun {
    private QueryRun() {}

    /**
     * Runs one of {@code floor}, {@code minutes}, {@code rollup}, {@code answers} and {@code allocation} over a period and
     * leaves its cost and a digest of the answer with the results, under the given name.
     *
     * @param stepS asked in pieces of so many seconds, such as a day, as one who allocates daily would
     */
    public static void run(
            Path data, String question, long fromS, long toS, long stepS, int rounds, String name, Results results)
            throws IOException {
        Proc self = Proc.self();
        double[] cpu = new double[rounds];
        double[] wall = new double[rounds];
        String digest = "";
        try (Ledger ledger = Ledger.openExisting(data)) {
            for (int round = 0; round < rounds; round++) {
                double before = self.cpuS();
                long beforeNanos = System.nanoTime();
                StringBuilder answer = new StringBuilder();
                for (long start = fromS; start < toS; start += stepS) {
                    answer.append(ask(ledger, data, question, start, Math.min(start + stepS, toS)));
                }
                cpu[round] = self.cpuS() - before;
                wall[round] = (System.nanoTime() - beforeNanos) / 1e9;
                digest = answer.length() > 64 ? sha256(answer.toString()) : answer.toString();
            }
        }
        long peak = self.peakResidentBytes();
        Results.row(
                name,
                String.format(Locale.ROOT, "%.2f", cpu[0]),
                String.format(Locale.ROOT, "%.2f", Results.median(cpu)),
                String.format(Locale.ROOT, "%.2f", Results.median(wall)),
                Results.mb(peak),
                digest.substring(0, Math.min(12, digest.length())));
        results.put(name + ".cpu.first", cpu[0]);
        results.put(name + ".cpu", Results.median(cpu));
        results.put(name + ".peak", peak);
        results.text(name, digest);
    }

    /** Asks once and returns a digest of the answer. */
    public static String ask(Ledger ledger, Path data, String question, long fromS, long toS) throws IOException {
        String files = question.equals("floor") ? usageFiles(data) : "";
        return ledger.read(connection -> {
            if (question.equals("allocation")) {
                PriceBook book = PriceBook.parse(resource("prices.yaml"), "prices.yaml");
                StatementComputation.charge(connection, new Period(fromS, toS), Terms.of(book), slice -> {});
                return digest(connection, "SELECT * FROM line ORDER BY line");
            }
            return digest(
                    connection,
                    resource(question + ".sql")
                            .replace("$files", files)
                            .replace("$from", Long.toString(fromS))
                            .replace("$to", Long.toString(toS)));
        });
    }

    private static String usageFiles(Path data) throws IOException {
        try (Stream<Path> all = Files.walk(data.toAbsolutePath().resolve("ledger/sealed/usage"))) {
            List<String> files = all.map(Path::toString)
                    .filter(path -> path.endsWith(".parquet"))
                    .sorted()
                    .map(path -> "'" + path + "'")
                    .toList();
            return files.stream().collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** A digest of all values of all rows, in their order. */
    private static String digest(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    digest.update(String.valueOf(rows.getString(column)).getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) '|');
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = QueryRun.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + QueryRun.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
