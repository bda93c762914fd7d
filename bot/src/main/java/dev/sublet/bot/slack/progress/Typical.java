package dev.sublet.bot.slack.progress;

import dev.sublet.ledger.LedgerReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How long requests of a sort took lately: the median of the last 90 days, from the ledger's actions. Thread-safe. */
public final class Typical {
    private static final Duration LOOK_BACK = Duration.ofDays(90);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final int SEEN_MIN = 3;

    private final LedgerReader reader;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Optional<Duration> time, Instant at) {}

    public Typical(LedgerReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /** Empty while fewer than three are known. */
    public Optional<Duration> of(String verb) {
        Instant now = clock.instant();
        Known there = known.get(verb);
        if (there == null || Duration.between(there.at(), now).compareTo(FRESH) > 0) {
            there = new Known(median(verb, now), now);
            known.put(verb, there);
        }
        return there.time();
    }

    private Optional<Duration> median(String verb, Instant now) {
        return reader.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT count(*), quantile_disc(d.at_ms - r.at_ms, 0.5) FROM lifecycle_action r JOIN lifecycle_action d"
                            + " ON r.request_id = d.request_id AND r.result = 'requested' AND d.result = 'done'"
                            + " WHERE r.verb = ? AND r.at_ms >= ?")) {
                query.setString(1, verb);
                query.setLong(2, now.minus(LOOK_BACK).toEpochMilli());
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next() && rows.getLong(1) >= SEEN_MIN
                            ? Optional.of(Duration.ofMillis(Math.max(0, rows.getLong(2))))
                            : Optional.empty();
                }
            }
        });
    }
}
