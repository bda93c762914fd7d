package dev.sublet.bot.slack.durable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Small facts of the bot that outlive a restart. Every change is durable on return. Never a secret. Implementations are thread-safe. */
public interface Notes {
    /** A kind's notes that are listed at once; more are listed after these are gone. */
    int LISTED_MAX = 10_000;

    /** What a note is about. */
    enum Kind {
        /** Requests: taken or done. */
        REQUEST,
        /** Messages that follow a virtual cluster. */
        PROGRESS,
        /** Notices that were told, snoozed or wait for the morning. */
        NOTICE,
        /** Messages that ask for an approval. */
        APPROVAL,
        /** Monthly statements: posted, accepted or disputed. */
        STATEMENT
    }

    /** Adds one; false when there is one of that ID already. */
    boolean add(Kind kind, String id, String body);

    /** Writes one, in the place of another of that ID. */
    void put(Kind kind, String id, String body);

    Optional<String> get(Kind kind, String id);

    /** The oldest first. */
    List<Note> all(Kind kind);

    void remove(Kind kind, String id);

    /** Removes those of a kind whose body is {@code body} and that were written before. */
    void prune(Kind kind, String body, Instant before);

    /** One of them. */
    record Note(String id, Instant at, String body) {}
}
