package dev.sublet.bot.slack.durable;

import dev.sublet.bot.slack.transport.Call;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests from their acknowledgement to their end. A request is on disk before Slack hears that it was taken, and stays known for an
 * hour after it is done, so that it runs once however often it comes. Thread-safe.
 */
public final class Inbox {
    private static final String DONE = "done";
    private static final Duration KNOWN = Duration.ofHours(1);
    private static final int PRUNE_EVERY = 500;

    private final Notes notes;
    private final Clock clock;
    private final AtomicInteger taken = new AtomicInteger();

    public Inbox(Notes notes, Clock clock) {
        this.notes = notes;
        this.clock = clock;
    }

    /** False when it is here already. Durable on return. */
    public boolean take(Call call) {
        if (taken.incrementAndGet() % PRUNE_EVERY == 0) {
            notes.prune(Notes.Kind.REQUEST, DONE, clock.instant().minus(KNOWN));
        }
        return notes.add(Notes.Kind.REQUEST, call.id(), call.json());
    }

    /** Whether it was taken and is not done. */
    boolean isOpen(Call call) {
        return notes.get(Notes.Kind.REQUEST, call.id())
                .filter(body -> !body.equals(DONE))
                .isPresent();
    }

    /** It was finished, or its failure was told. */
    public void done(Call call) {
        notes.put(Notes.Kind.REQUEST, call.id(), DONE);
    }

    /** What was taken and not done, the oldest first: for the start. */
    public List<Call> unfinished() {
        return notes.all(Notes.Kind.REQUEST).stream()
                .filter(note -> !note.body().equals(DONE))
                .map(note -> Call.parse(note.body()))
                .toList();
    }
}
