package dev.sublet.collector.audit;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.ledger.audit.AuditBatch;
import dev.sublet.ledger.audit.AuditEvent;
import dev.sublet.ledger.audit.AuditReceipt;
import dev.sublet.ledger.audit.SetAsideEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes in what API servers' audit webhooks post. An API server sends a refused batch again, whole, a few times and then
 * drops it; so whatever can be read is kept, what cannot is set aside, and only a ledger that does not take it is a
 * failure. Thread-safe.
 */
public final class AuditIntake {
    /** API servers send at most 400 events a call unless told otherwise. */
    public static final int BATCH_EVENTS_MAX = 10_000;

    public static final int BODY_BYTES_MAX = 32 * 1024 * 1024;

    private static final int SET_ASIDE_CHARS_MAX = 16 * 1024;

    private final LedgerWriter ledger;
    private final int batchEventsMax;
    private final int bodyBytesMax;

    public AuditIntake(LedgerWriter ledger) {
        this(ledger, BATCH_EVENTS_MAX, BODY_BYTES_MAX);
    }

    /**
     * With other bounds than the usual ones.
     *
     * @param batchEventsMax setting audit.batchEventsMax: events beyond it are set aside as one
     * @param bodyBytesMax setting audit.bodyBytesMax: a body is read no further
     */
    public AuditIntake(LedgerWriter ledger, int batchEventsMax, int bodyBytesMax) {
        if (batchEventsMax < 1) {
            throw new IllegalArgumentException("audit.batchEventsMax is " + batchEventsMax + "; it must be at least 1");
        }
        if (bodyBytesMax < 1024) {
            throw new IllegalArgumentException("audit.bodyBytesMax is " + bodyBytesMax + "; it must be at least 1024");
        }
        this.ledger = ledger;
        this.batchEventsMax = batchEventsMax;
        this.bodyBytesMax = bodyBytesMax;
    }

    /**
     * Keeps what a webhook posted. When this returns it is durable, and the call may be answered with 200.
     *
     * @throws LedgerException when the ledger did not take it: then the API server should send it again
     * @throws IOException when the body could not be read
     */
    public AuditReceipt accept(AuditSource source, InputStream body, Instant receivedAt) throws IOException {
        return accept(source, body.readNBytes(bodyBytesMax), receivedAt);
    }

    /**
     * Likewise for a body in memory.
     *
     * @throws LedgerException when the ledger did not take it
     */
    public AuditReceipt accept(AuditSource source, byte[] body, Instant receivedAt) {
        // What is no UTF-8 becomes replacement characters here rather than the end of the batch.
        String text = new String(body, 0, Math.min(body.length, bodyBytesMax), StandardCharsets.UTF_8);
        EventListSplitter.Split split = EventListSplitter.split(text, batchEventsMax);
        List<AuditEvent> events = new ArrayList<>(split.items().size());
        List<SetAsideEvent> setAside = new ArrayList<>();
        for (String item : split.items()) {
            try {
                events.add(EventReader.read(source, item, receivedAt));
            } catch (BadEventException e) {
                setAside.add(setAside(source, receivedAt, String.valueOf(e.getMessage()), item));
            }
        }
        String trouble = split.trouble();
        if (trouble != null) {
            setAside.add(setAside(source, receivedAt, trouble, split.rest()));
        }
        if (events.isEmpty() && setAside.isEmpty()) {
            return new AuditReceipt(0, 0, 0);
        }
        return ledger.commit(new AuditBatch(source.name(), List.copyOf(events), List.copyOf(setAside)));
    }

    private static SetAsideEvent setAside(AuditSource source, Instant receivedAt, String reason, String body) {
        return new SetAsideEvent(
                source.name(),
                ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt),
                Text.clean(reason, 512),
                Text.clean(withoutObjects(body), SET_ASIDE_CHARS_MAX));
    }

    /** What cannot be read cannot be told apart either, so it ends where an object's body, a Secret perhaps, may begin. */
    private static String withoutObjects(String body) {
        int end = body.length();
        for (String key : List.of("requestObject", "responseObject")) {
            int at = body.indexOf(key);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        return body.substring(0, end);
    }
}
