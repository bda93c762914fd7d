package dev.sublet.bot.slack.durable;

import dev.sublet.ledger.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Notes in the ledger's table {@code bot_note}. Thread-safe. */
public final class LedgerNotes implements Notes {
    private final Ledger ledger;
    private final Clock clock;

    public LedgerNotes(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public boolean add(Kind kind, String id, String body) {
        return ledger.write(connection -> {
            if (find(connection, kind, id).isPresent()) {
                return false;
            }
            insert(connection, kind, id, body);
            return true;
        });
    }

    @Override
    public void put(Kind kind, String id, String body) {
        ledger.write(connection -> {
            delete(connection, kind, id);
            insert(connection, kind, id, body);
            return id;
        });
    }

    @Override
    public Optional<String> get(Kind kind, String id) {
        return ledger.read(connection -> find(connection, kind, id));
    }

    @Override
    public List<Note> all(Kind kind) {
        return ledger.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT note_id, at_ms, body FROM bot_note WHERE kind = ? ORDER BY at_ms, note_id LIMIT "
                            + LISTED_MAX)) {
                query.setString(1, word(kind));
                try (ResultSet rows = query.executeQuery()) {
                    List<Note> notes = new ArrayList<>();
                    while (rows.next()) {
                        notes.add(
                                new Note(rows.getString(1), Instant.ofEpochMilli(rows.getLong(2)), rows.getString(3)));
                    }
                    return notes;
                }
            }
        });
    }

    @Override
    public void remove(Kind kind, String id) {
        ledger.write(connection -> delete(connection, kind, id));
    }

    @Override
    public void prune(Kind kind, String body, Instant before) {
        ledger.write(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM bot_note WHERE kind = ? AND body = ? AND at_ms < ?")) {
                delete.setString(1, word(kind));
                delete.setString(2, body);
                delete.setLong(3, before.toEpochMilli());
                return delete.executeUpdate();
            }
        });
    }

    private static Optional<String> find(Connection connection, Kind kind, String id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT body FROM bot_note WHERE kind = ? AND note_id = ?")) {
            query.setString(1, word(kind));
            query.setString(2, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    private void insert(Connection connection, Kind kind, String id, String body) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bot_note VALUES (?, ?, ?, ?)")) {
            insert.setString(1, word(kind));
            insert.setString(2, id);
            insert.setLong(3, clock.millis());
            insert.setString(4, body);
            insert.execute();
        }
    }

    private static int delete(Connection connection, Kind kind, String id) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM bot_note WHERE kind = ? AND note_id = ?")) {
            delete.setString(1, word(kind));
            delete.setString(2, id);
            return delete.executeUpdate();
        }
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
