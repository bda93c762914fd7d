package dev.sublet.ledger.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.audit.SetAsideEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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

    private static long commits(Ledger ledger) {
        return ledger.read(c -> Sql.firstLong(c, "SELECT commit_number FROM last_commit"));
    }

    /** Commits the batches at the same time, behind work that holds the writer until all of them wait. */
    private static List<Object> commitTogether(Ledger ledger, List<AuditBatch> batches) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread holder = new Thread(() -> ledger.write(connection -> {
            held.countDown();
            awaitQuietly(release);
            return 0;
        }));
        holder.start();
        held.await();
        List<Object> results = new ArrayList<>(Collections.nCopies(batches.size(), ""));
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            int own = i;
            Thread caller = new Thread(() -> {
                try {
                    results.set(own, ledger.commit(batches.get(own)));
                } catch (LedgerException e) {
                    results.set(own, e);
                }
            });
            callers.add(caller);
            caller.start();
            while (caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        release.countDown();
        holder.join();
        for (Thread caller : callers) {
            caller.join();
        }
        return results;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void calls_that_wait_become_one_transaction_and_each_has_its_own_receipt() throws InterruptedException {
        AuditEvent a = Samples.event("s", "a", "ResponseComplete", 1_000);
        AuditEvent b = Samples.event("s", "b", "ResponseComplete", 2_000);
        AuditEvent other = Samples.event("other", "a", "ResponseComplete", 1_000);
        AuditBatch aside = new AuditBatch("s", List.of(b), List.of(new SetAsideEvent("s", 5, "not an event", "{}")));
        try (Ledger ledger = open()) {
            long before = commits(ledger);
            List<Object> receipts = commitTogether(
                    ledger,
                    List.of(Samples.batch("s", a, b), Samples.batch("s", a), Samples.batch("other", other), aside));
            assertEquals(
                    List.of(
                            new AuditReceipt(2, 0, 0),
                            new AuditReceipt(0, 1, 0),
                            new AuditReceipt(1, 0, 0),
                            new AuditReceipt(0, 1, 1)),
                    receipts);
            assertEquals(2, commits(ledger) - before, "the work that held the writer, and all calls together");
            assertEquals(3, ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM audit_event")));
            assertEquals(1, ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM audit_set_aside")));
        }
    }

    @Test
    void a_call_that_cannot_be_written_does_no_harm_to_those_that_wait_beside_it() throws InterruptedException {
        AuditBatch broken = Samples.batch("s", Samples.event("s", null, "ResponseComplete", 1_500));
        try (Ledger ledger = open()) {
            List<Object> receipts = commitTogether(
                    ledger,
                    List.of(
                            Samples.batch("s", Samples.event("s", "a", "ResponseComplete", 1_000)),
                            broken,
                            Samples.batch("s", Samples.event("s", "b", "ResponseComplete", 2_000))));
            assertEquals(new AuditReceipt(1, 0, 0), receipts.get(0));
            assertInstanceOf(LedgerException.class, receipts.get(1));
            assertEquals(new AuditReceipt(1, 0, 0), receipts.get(2));
            assertEquals(2, ledger.<Long>read(c -> Sql.firstLong(c, "SELECT count(*) FROM audit_event")));
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
