package dev.sublet.ledger.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.calendar.BillingHours;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RollupTest {
    @Test
    void the_view_of_a_fresh_store_is_the_rollup_by_hours_of_utc() throws IOException {
        String hour = new BillingHours(ZoneOffset.UTC).startSql("from_s", 0, 4_102_444_800L);
        assertEquals("from_s - from_s % 3600", hour);

        assertTrue(
                oneLine(schema()).contains("CREATE VIEW usage_hour AS " + oneLine(Rollup.select("usage", hour)) + ";"));
    }

    private static String schema() throws IOException {
        try (InputStream in = LedgerReader.class.getResourceAsStream("schema.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String oneLine(String sql) {
        return sql.replaceAll("\\s+", " ");
    }
}
