package dev.sublet.ledger.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.audit.SetAsideEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommitTest {
    @TempDir
    Path data;

    private Ledger open() {
        return Ledger.open(data, Samples.settings(), Clock.systemUTC());
    }

    @Test
    void each_event_is_stored_once_within_a_batch_over_batches_and_after_a_restart() {
        AuditBatch batch = Samples.batch(
                "payments",
                Samples.event("payments", "a", "RequestReceived", 1_000),
                Samples.event("payments", "a", "ResponseComplete", 1_000),
                Samples.event("payments", "b", "ResponseComplete", 2_000),
                Samples.event("payments", "b", "ResponseComplete", 2_000));
        try (Ledger ledger = open()) {
            assertEquals(new AuditReceipt(3, 1, 0), ledger.commit(batch));
            assertEquals(new AuditReceipt(0, 4, 0), ledger.commit(batch));
        }
        try (Ledger ledger = open()) {
            assertEquals(new AuditReceipt(0, 4, 0), ledger.commit(batch));
            assertEquals(
                    new AuditReceipt(1, 0, 0),
                    ledger.commit(Samples.batch("ci", Samples.event("ci", "a", "RequestReceived", 1_000))));
            assertEquals(4, ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM audit_event")));
        }
    }

    @Test
    void duplicates_are_found_in_a_long_table_too() {
        try (Ledger ledger = open()) {
            List<AuditEvent> many = new ArrayList<>();
            for (int event = 0; event < 25_000; event++) {
                many.add(Samples.event("s", "id-" + event, "ResponseComplete", 1_000L + event % 5_000));
            }
            assertEquals(new AuditReceipt(25_000, 0, 0), ledger.commit(new AuditBatch("s", many, List.of())));
            assertEquals(new AuditReceipt(0, 25_000, 0), ledger.commit(new AuditBatch("s", many, List.of())));
            assertEquals(
                    new AuditReceipt(1, 2, 0),
                    ledger.commit(Samples.batch(
                            "s", many.get(0), many.get(4_999), Samples.event("s", "new", "ResponseComplete", 3_000))));
        }
    }

    @Test
    void an_event_that_could_not_be_read_is_kept_aside_and_does_not_fail_its_batch() {
        try (Ledger ledger = open()) {
            AuditReceipt receipt = ledger.commit(new AuditBatch(
                    "o'hara",
                    List.of(Samples.event("o'hara", "a", "Panic", 5)),
                    List.of(new SetAsideEvent("o'hara", 9, "no auditID", "{\"kind\":\"Event\"}"))));
            assertEquals(new AuditReceipt(1, 0, 1), receipt);
            assertEquals(
                    "no auditID", ledger.<Object>read(c -> "" + Sql.first(c, "SELECT reason FROM audit_set_aside")));
        }
    }
}
