package dev.sublet.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.Problem;
import dev.sublet.daemon.Daemon;
import dev.sublet.daemon.SettingsFile;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.calendar.BillingHours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulated fleet for some hours around midnight, billed by the hours of a zone; where the zone has one, over a change of its clock. */
class BillingZoneTest {
    private static final String SUMS =
            "sum(seconds), sum(measured_s), sum(bridged_s), sum(estimated_s), sum(missing_s), sum(cpu_core_ms),"
                    + " sum(cpu_request_core_ms), sum(billable_cpu_core_ms), sum(memory_kib_s), sum(billable_memory_kib_s),"
                    + " sum(gpu_s), sum(network_rx_bytes), sum(volume_kib_s)";
    private static final String ROW_SUMS = "sum(to_s - from_s), sum((to_s - from_s) * (coverage = 'measured')::INT),"
            + " sum((to_s - from_s) * (coverage = 'bridged')::INT), sum((to_s - from_s) * (coverage = 'estimated')::INT),"
            + " sum((to_s - from_s) * (coverage = 'missing')::INT), sum(cpu_core_ms),"
            + " sum(cpu_request_millicores * (to_s - from_s)),"
            + " sum(greatest(cpu_core_ms, cpu_request_millicores * (to_s - from_s))),"
            + " sum(memory_kib * (to_s - from_s)), sum(greatest(memory_kib, memory_request_kib) * (to_s - from_s)),"
            + " sum(gpu_request * (to_s - from_s)), sum(network_rx_bytes), sum(volume_kib * (to_s - from_s))";

    @TempDir
    private Path data = Path.of("");

    private String good(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        Cli ended = Cli.run(all.toArray(String[]::new));
        assertEquals(0, ended.exitCode(), ended.out() + ended.err());
        return ended.out();
    }

    private static List<String> rows(Ledger ledger, String sql) {
        return ledger.read(connection -> {
            List<String> found = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    found.add(line(row));
                }
            }
            return found;
        });
    }

    private static String line(ResultSet row) throws SQLException {
        StringBuilder line = new StringBuilder();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            line.append(row.getString(column)).append('|');
        }
        return line.toString();
    }

    /** What the hours hold, span by span and hour by hour, after it was compared with the usage rows. */
    private List<String> hours(BillingHours hours, long fromS, long toS) {
        StringBuilder table = new StringBuilder("(VALUES ");
        for (BillingHours.Hour hour : hours.over(fromS, toS)) {
            table.append(table.length() > 8 ? ", " : "").append("(").append(hour.fromS());
            table.append(", ").append(hour.toS()).append(")");
        }
        table.append(") AS h (begin_s, end_s)");
        try (Ledger ledger = Ledger.openExisting(data)) {
            List<String> fromRows = rows(
                    ledger,
                    "SELECT span_id, begin_s, " + ROW_SUMS + " FROM usage JOIN " + table
                            + " ON from_s >= begin_s AND to_s <= end_s GROUP BY ALL ORDER BY ALL");
            List<String> fromHours = rows(
                    ledger,
                    "SELECT span_id, begin_s, " + SUMS + " FROM usage_hour JOIN " + table
                            + " ON hour_s >= begin_s AND hour_s < end_s GROUP BY ALL ORDER BY ALL");
            assertEquals(fromRows, fromHours);
            assertEquals(
                    rows(ledger, "SELECT sum(to_s - from_s), count(DISTINCT span_id) FROM usage"),
                    rows(ledger, "SELECT sum(seconds), count(DISTINCT span_id) FROM usage_hour"));
            assertEquals(
                    List.of(),
                    rows(
                            ledger,
                            "SELECT from_s, to_s FROM usage WHERE from_s // 3600 <> (to_s - 1) // 3600"
                                    + " OR from_s NOT BETWEEN 0 AND to_s - 1"));
            return fromHours;
        }
    }

    /** Half an hour, three quarters of one, half an hour and a change of its clock, a change by half an hour, whole hours and a change either way. */
    @ParameterizedTest
    @CsvSource(textBlock = """
        Asia/Kolkata,        2026-10-07T23:00:00Z
        Asia/Kathmandu,      2026-10-07T04:00:00Z
        America/St_Johns,    2026-11-01T08:00:00Z
        Australia/Lord_Howe, 2026-10-03T20:00:00Z
        Europe/Berlin,       2026-10-25T05:00:00Z
        America/New_York,    2026-03-08T11:00:00Z
        """)
    void hours_hold_what_usage_rows_do_to_the_last_unit_before_and_after_sealing(String name, Instant now)
            throws IOException {
        ZoneId zone = ZoneId.of(name);
        BillingHours hours = new BillingHours(zone);
        SimulatedLedger.write(data, now, now.minus(Duration.ofHours(9)).plusSeconds(420), Duration.ofMinutes(5), zone);
        long fromS = hours.next(now.getEpochSecond() - 8 * 3600);
        long toS = hours.next(now.getEpochSecond() - 2 * 3600);
        String[] report = {
            "report",
            "--from",
            Instant.ofEpochSecond(fromS).toString(),
            "--to",
            Instant.ofEpochSecond(toS).toString(),
            "--format",
            "csv"
        };
        List<String> held = hours(hours, fromS - 7200, now.getEpochSecond() + 3600);
        String statement = good(report);
        String usage = good("usage", "--by", "pod", "--format", "json");
        good("verify");

        assertTrue(SimulatedLedger.upkeep(data, now.minus(Duration.ofMinutes(20))) > 0);
        assertEquals(held, hours(hours, fromS - 7200, now.getEpochSecond() + 3600));
        assertEquals(statement, good(report));
        good("compact");
        assertTrue(SimulatedLedger.upkeep(data, now.plus(Duration.ofDays(60))) > 0);
        assertEquals(held, hours(hours, fromS - 7200, now.getEpochSecond() + 3600));
        assertEquals(statement, good(report));
        assertEquals(usage, good("usage", "--by", "pod", "--format", "json"));
        String proven = good("verify");
        assertTrue(proven.contains("sealed files"), proven);
    }

    @Test
    void the_daemon_refuses_a_zone_with_other_hours_before_it_does_anything_else() throws IOException {
        Path settings = data.resolve("sublet.yaml");
        SmallLedger.write(data.resolve("data"));
        Files.writeString(
                settings,
                "{collector: {clusterName: c, kubeconfig: none}, http: {port: 0}, billing: {zone: Asia/Kolkata}}");
        Daemon daemon = new Daemon(SettingsFile.read(settings), Clock.systemUTC());
        Problem refused = assertThrows(Problem.class, daemon::run);
        assertEquals(
                "billing.zone is Asia/Kolkata, but this ledger bills the hours of UTC, which begin at other minutes; set"
                        + " billing.zone to UTC, or start another data folder",
                refused.getMessage());
        assertEquals(2, refused.exitCode());
        try (Ledger ledger = SmallLedger.open(data.resolve("data"))) {
            ledger.billHoursOf(ZoneId.of("Europe/Berlin"));
            assertEquals(ZoneId.of("Europe/Berlin"), ledger.billingZone());
            SimulatedLedger.sql(ledger, "INSERT INTO closed_period VALUES (0, 3600, 1)");
            String message = String.valueOf(
                    assertThrows(RuntimeException.class, () -> ledger.billHoursOf(ZoneId.of("Europe/Paris")))
                            .getMessage());
            assertTrue(message.contains("has closed a period"), message);
            assertFalse(message.contains("\n"));
        }
    }
}
