package dev.sublet.bench.ledger;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;

/**
 * A sealed month of pods that live from its first second to its last, by their hours alone, in a file as a seal writes it. Metering 216 million rows
 * would take an hour, and what is asked of such a month reads hours.
 */
public final class SteadyMonth {
    private static final String CLUSTER = "6f1c2f5e-0000-4000-8000-00000000be20";
    private static final long DAY_S = 86_400;

    private SteadyMonth() {}

    /** Makes the ledger; a second month goes into the same with the same pods. */
    public static void make(Path data, int pods, int days, long fromS) {
        long toS = fromS + days * DAY_S;
        Path sealed = data.toAbsolutePath().resolve("ledger/sealed");
        try (Ledger ledger = Ledger.open(data, LedgerSettings.defaults(), Clock.systemUTC())) {
            long first = ledger.nextSpanId();
            ledger.write(connection -> {
                fill(connection, sealed, first, pods, fromS, toS);
                return first;
            });
        }
    }

    private static void fill(Connection connection, Path sealed, long first, int pods, long fromS, long toS)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text("steady-spans.sql", first, pods, fromS, toS));
            Path file = sealed.resolve("usage_hour/cluster=" + CLUSTER + "/month.g1.p0.parquet");
            Files.createDirectories(file.getParent());
            statement.execute("COPY (" + text("steady-hours.sql", first, pods, fromS, toS) + ") TO '" + file + "'"
                    + Copies.OPTIONS);
            long rows = (toS - fromS) / 3600 * pods;
            statement.execute("INSERT INTO sealed_file VALUES ('" + sealed.relativize(file) + "', 'usage_hour', 1, '"
                    + CLUSTER + "', 'month', " + fromS + ", " + toS + ", 1, 0, " + rows + ", " + Files.size(file)
                    + ", '" + Copies.sha256(file) + "', '[]', " + toS + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name, long first, int pods, long fromS, long toS) {
        try (InputStream in = SteadyMonth.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + SteadyMonth.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("$cluster", CLUSTER)
                    .replace("$first", Long.toString(first))
                    .replace("$pods", Integer.toString(pods))
                    .replace("$from", Long.toString(fromS))
                    .replace("$to", Long.toString(toS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
