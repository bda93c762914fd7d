package dev.sublet.bot.power;

import dev.sublet.ledger.LedgerReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Optional;

/** From the audit events in the ledger. Thread-safe. */
public final class LedgerPeople implements People {
    private final LedgerReader reader;

    public LedgerPeople(LedgerReader reader) {
        this.reader = reader;
    }

    @Override
    public Optional<Instant> lastSeen(String source) {
        return reader.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(Sql.LAST_PERSON)) {
                query.setString(1, source);
                try (ResultSet rows = query.executeQuery()) {
                    return rows.next() && rows.getObject(1) != null
                            ? Optional.of(Instant.ofEpochMilli(rows.getLong(1)))
                            : Optional.empty();
                }
            }
        });
    }
}
