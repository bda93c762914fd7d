package dev.sublet.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.collector.audit.AuditIntake;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.ledger.audit.AuditReceipt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {
    /** A Wednesday, at work. */
    private static final Instant NOW = Instant.parse("2026-11-18T14:30:00Z");

    private static final List<AuditTrail.Batch> BATCHES = Fleet.of(1, NOW).auditTrail();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_seed_alone_decides() {
        assertEquals(BATCHES, Fleet.of(1, NOW).auditTrail());
        assertNotEquals(BATCHES, Fleet.of(2, NOW).auditTrail());
    }

    @Test
    void batches_are_such_as_an_api_server_sends() {
        int events = BATCHES.stream().mapToInt(AuditTrail.Batch::events).sum();
        assertTrue(events > 2_000 && events < 5_000, events + " events");
        for (AuditTrail.Batch batch : BATCHES) {
            assertTrue(batch.events() > 0 && batch.events() <= AuditTrail.BATCH_EVENTS_MAX, batch.source());
            assertTrue(!batch.receivedAt().isAfter(NOW), batch.toString());
        }
    }

    @Test
    void the_intake_keeps_every_event_of_the_past_and_sets_none_aside() {
        try (Ledger ledger = Ledger.open(folder, LedgerSettings.defaults(), Clock.systemUTC())) {
            AuditIntake intake = new AuditIntake(ledger);
            for (AuditTrail.Batch batch : BATCHES) {
                AuditReceipt receipt = intake.accept(
                        new AuditSource(batch.source(), batch.vclusterNamespace(), batch.vcluster(), "token"),
                        batch.body().getBytes(StandardCharsets.UTF_8),
                        batch.receivedAt());
                assertEquals(new AuditReceipt(batch.events(), 0, 0), receipt);
            }
            assertEquals(0, count(ledger, "stage_us > received_us OR stage_us < " + micros("2026-10-01T07:00:00Z")));
            assertEquals(0, count(ledger, "dayofweek(make_timestamp(stage_us)) IN (0, 6)"));
            assertEquals(0, count(ledger, "resource <> 'subjectaccessreviews' AND person NOT LIKE '%@example.com'"));
            for (String some : List.of(
                    "code = 403",
                    "resource = 'deployments' AND subresource = 'scale'",
                    "resource = 'subjectaccessreviews' AND level = 'Request' AND detail LIKE '%\"exec\"%'",
                    "vcluster = 'preview'",
                    "stage_us > " + micros("2026-11-18T07:00:00Z"))) {
                assertTrue(count(ledger, some) > 0, some);
            }
        }
    }

    private static long micros(String time) {
        return Instant.parse(time).getEpochSecond() * 1_000_000;
    }

    private static long count(Ledger ledger, String condition) {
        return ledger.read(connection -> count(connection.createStatement(), condition));
    }

    private static long count(Statement opened, String condition) throws SQLException {
        try (Statement statement = opened;
                ResultSet row = statement.executeQuery("SELECT count(*) FROM audit_event WHERE " + condition)) {
            row.next();
            return row.getLong(1);
        }
    }
}
