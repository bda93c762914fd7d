package dev.sublet.bench.ledger;

import dev.sublet.bench.fleet.FleetSpec;
import dev.sublet.bench.measure.Disk;
import dev.sublet.bench.measure.Results;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.seal.UpkeepStep;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Adds up what upkeep wrote by table and level, and prints it with what lies in the folder. Not thread-safe. */
final class Written implements Consumer<UpkeepStep> {
    private static final long HOUR_S = 3_600;

    private final Map<String, Sum> sums = new TreeMap<>();

    private static final class Sum {
        private long rows;
        private long bytes;
    }

    @Override
    public void accept(UpkeepStep step) {
        Sum sum = sums.computeIfAbsent(step.table() + " " + level(step), name -> new Sum());
        sum.rows += step.rows();
        sum.bytes += step.bytes();
    }

    private static String level(UpkeepStep step) {
        long lengthS = step.toS() - step.fromS();
        return lengthS <= HOUR_S ? "hour" : lengthS <= FleetSpec.DAY_S ? "day" : "month";
    }

    void print(Ledger ledger, Path data, Results results) throws IOException {
        double podMinutes = ledger.read(Written::podMinutes);
        results.put("podMinutes", podMinutes);
        Results.head("what", "rows", "bytes", "bytes per pod-minute");
        sums.forEach((name, sum) -> {
            Results.row("written: " + name, sum.rows, Results.mb(sum.bytes), two(sum.bytes / podMinutes));
            results.put("bytes." + name.replace(' ', '.'), sum.bytes / podMinutes);
        });
        folder(data, podMinutes, results);
        entropy(ledger, results);
    }

    private static void folder(Path data, double podMinutes, Results results) throws IOException {
        long sealed = Disk.bytes(data, path -> path.toString().contains("/sealed/"));
        long usage = Disk.bytes(data, path -> path.toString().contains("/sealed/usage/"));
        long hot = Disk.bytes(data, path -> path.getFileName().toString().startsWith("hot.duckdb"));
        Results.row("usage, in the folder now", "", Results.mb(usage), two(usage / podMinutes));
        Results.row("all that is sealed now", "", Results.mb(sealed), two(sealed / podMinutes));
        Results.row("hot store now", "", Results.mb(hot), two(hot / podMinutes));
        System.out.printf(Locale.ROOT, "%n%.2f bytes per pod-minute%n%n", usage / podMinutes);
        results.put("bytes.usage", usage / podMinutes);
        results.put("bytes.sealed", sealed / podMinutes);
        results.put("bytes.hot", hot);
    }

    private static void entropy(Ledger ledger, Results results) {
        List<Double> bytes = ledger.read(Written::entropies);
        double others = bytes.get(0) + bytes.get(3) + bytes.get(4);
        double plain = others + bytes.get(1);
        double best = others + Math.min(bytes.get(1), bytes.get(2));
        System.out.printf(
                Locale.ROOT,
                "Order-0 entropy in bytes a row: CPU %.2f, memory %.2f (as the difference to the row before %.2f),"
                        + " received %.2f, sent %.2f; together %.2f, with the smaller of memory's two %.2f%n",
                bytes.get(0),
                bytes.get(1),
                bytes.get(2),
                bytes.get(3),
                bytes.get(4),
                plain,
                best);
        results.put("entropy.plain", plain);
        results.put("entropy", best);
    }

    private static double podMinutes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sum(to_s - from_s) / 60 FROM usage")) {
            row.next();
            return row.getDouble(1);
        }
    }

    /** Over one pod in eight, as the values are the same sort in all of them. */
    private static List<Double> entropies(Connection connection) throws SQLException {
        List<Double> bytes = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE sample AS SELECT cpu_core_ms AS cpu, memory_kib AS memory,"
                    + " memory_kib - coalesce(lag(memory_kib) OVER (PARTITION BY span_id ORDER BY from_s), 0)"
                    + " AS difference, network_rx_bytes AS received, network_tx_bytes AS sent"
                    + " FROM usage WHERE span_id % 8 = 1");
            for (String column : List.of("cpu", "memory", "difference", "received", "sent")) {
                try (ResultSet row = statement.executeQuery("SELECT entropy(" + column + ") / 8 FROM sample")) {
                    row.next();
                    bytes.add(row.getDouble(1));
                }
            }
            statement.execute("DROP TABLE sample");
        }
        return bytes;
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
