package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.UnfinishedException;
import dev.sublet.ledger.seal.Piece;
import dev.sublet.ledger.seal.SealLevel;
import dev.sublet.ledger.seal.SealedTable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of upkeep that could not be done, remembered for a while so that they keep nobody else from being done. As many as a plan
 * has at most. Not thread-safe.
 */
final class FailedPieces {
    /** After that a piece is tried again: somebody may have put a file back or freed space. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private record Key(SealedTable table, String partition, SealLevel level, long fromS) {
        static Key of(Piece piece) {
            return new Key(piece.table(), piece.partition(), piece.level(), piece.fromS());
        }
    }

    private record Failure(String what, RuntimeException cause, Instant at) {
        String message() {
            String message = Sql.message(cause);
            return message.contains(what) ? message : what + " could not be sealed: " + message;
        }
    }

    private final Map<Key, Failure> failures = new LinkedHashMap<>();

    void add(Piece piece, RuntimeException cause, Instant now) {
        failures.put(Key.of(piece), new Failure(piece.what(), cause, now));
    }

    boolean holds(Piece piece) {
        return failures.containsKey(Key.of(piece));
    }

    void forgetOld(Instant now) {
        // The clock may have been set back.
        failures.values()
                .removeIf(failure -> Duration.between(failure.at, now).abs().compareTo(PATIENCE) >= 0);
    }

    void forgetAll() {
        failures.clear();
    }

    /** One line for all of them, which names the first and how many more there are; empty when there are none. */
    Optional<UnfinishedException> report() {
        @Nullable Failure first = null;
        @Nullable Failure second = null;
        for (Failure failure : failures.values()) {
            if (first == null) {
                first = failure;
            } else if (second == null) {
                second = failure;
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        String others = second == null
                ? ""
                : "; " + (failures.size() - 1) + " more could not be done, such as " + second.message();
        return Optional.of(new UnfinishedException(first.message() + others, first.cause));
    }
}
