package dev.sublet.ledger.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerKeeper.Due;
import dev.sublet.ledger.LedgerSettings;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealZoneTest {
    @TempDir
    private Path data = Path.of("");

    private List<String> rows(Ledger ledger, String sql) {
        return ledger.read(connection -> Seals.rows(connection, sql));
    }

    @Test
    void where_hours_begin_at_half_past_each_rollup_row_lies_in_its_file_and_in_one_hour() {
        try (Ledger ledger = DuckDbLedger.open(data, LedgerSettings.defaults(), Seals.CLOCK)) {
            ledger.billHoursOf(ZoneId.of("Asia/Kolkata"));
            Seals.hours(ledger, "c1", Seals.START_S, 30, 2);
            String byPart = "SELECT * FROM usage_hour ORDER BY ALL";
            List<String> before = rows(ledger, byPart);
            assertEquals(List.of("true|"), rows(ledger, "SELECT count(*) > 100 FROM usage_hour"));
            while (ledger.upkeep(Due.SCHEDULED).isPresent()) {
                assertEquals(before, rows(ledger, byPart));
            }
            String sealed = HotStore.folder(data).resolve(Database.SEALED_NAME) + "/";
            String files = " FROM read_parquet('" + sealed + "usage_hour/**/*.parquet', filename = true,"
                    + " hive_partitioning = false) h JOIN sealed_file f ON h.filename = '" + sealed + "' || f.file";
            assertEquals(List.of("true|"), rows(ledger, "SELECT count(*) > 100" + files));
            assertEquals(
                    List.of(),
                    rows(
                            ledger,
                            "SELECT h.hour_s, f.file" + files + " WHERE h.hour_s < f.from_s OR h.hour_s >= f.to_s"));
            assertTrue(rows(ledger, "SELECT DISTINCT hour_s % 3600 FROM usage_hour ORDER BY 1")
                    .equals(List.of("0|", "1800|")));
        }
    }
}
