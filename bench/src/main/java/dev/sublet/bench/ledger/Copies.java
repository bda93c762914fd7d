package dev.sublet.bench.ledger;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes a large ledger out of a sealed one: the same month several times, each as a cluster of its own with spans of its own,
 * in files of the same layout. Metering it all would take an hour. Ticks and digests are not copied.
 */
public final class Copies {
    /** As the ledger seals a month. */
    static final String OPTIONS = " (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, COMPRESSION_LEVEL 9,"
            + " ROW_GROUP_SIZE 20480, DICTIONARY_SIZE_LIMIT 1024, WRITE_BLOOM_FILTER false)";

    private Copies() {}

    /** Adds copies until there are so many in all. */
    public static void make(Path data, int copies) {
        Path sealed = data.toAbsolutePath().resolve("ledger/sealed");
        try (Ledger ledger = Ledger.open(data, LedgerSettings.defaults(), Clock.systemUTC())) {
            long offset = ledger.nextSpanId();
            for (int copy = 1; copy < copies; copy++) {
                long spans = offset * copy;
                String cluster = FleetTicks.CLUSTER.substring(0, FleetTicks.CLUSTER.length() - 2) + (10 + copy);
                ledger.write(connection -> {
                    copy(connection, sealed, cluster, spans);
                    return cluster;
                });
                System.err.println("copy " + copy + " of " + (copies - 1));
            }
        }
    }

    private static void copy(Connection connection, Path sealed, String cluster, long spans) throws SQLException {
        String moved = "'" + cluster + "' AS cluster";
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO cluster SELECT * REPLACE (" + moved + ", cluster_name || '-' || " + spans
                    + " AS cluster_name) FROM cluster WHERE cluster = '" + FleetTicks.CLUSTER + "'");
            for (String table : List.of("pod_span", "node_span", "vcluster_span", "owner_span")) {
                statement.execute("INSERT INTO " + table + " SELECT * REPLACE (span_id + " + spans + " AS span_id, "
                        + moved + ") FROM " + table + " WHERE cluster = '" + FleetTicks.CLUSTER + "'");
            }
            for (String source : sources(statement)) {
                Path file = sealed.resolve(source.replace(FleetTicks.CLUSTER, cluster));
                Files.createDirectories(file.getParent());
                // A file's cluster is the name of its folder.
                statement.execute("COPY (SELECT * REPLACE (span_id + " + spans + " AS span_id) FROM read_parquet('"
                        + sealed.resolve(source) + "', hive_partitioning = false)) TO '" + file + "'" + OPTIONS);
                statement.execute("INSERT INTO sealed_file SELECT * REPLACE ('"
                        + sealed.relativize(file) + "' AS file, '" + cluster + "' AS partition, " + Files.size(file)
                        + " AS bytes, '" + sha256(file) + "' AS sha256) FROM sealed_file WHERE file = '" + source
                        + "'");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sources(Statement statement) throws SQLException {
        List<String> sources = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT file FROM sealed_file WHERE partition = '"
                + FleetTicks.CLUSTER + "' AND (table_name IN ('usage', 'usage_hour') OR table_name LIKE '%\\_span'"
                + " ESCAPE '\\') ORDER BY file")) {
            while (row.next()) {
                sources.add(row.getString(1));
            }
        }
        return sources;
    }

    static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
