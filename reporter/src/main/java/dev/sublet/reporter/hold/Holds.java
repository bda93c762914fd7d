package dev.sublet.reporter.hold;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.sql.SqlFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Places, ends and lists legal holds. What was placed stays on record after its end. Thread-safe. */
public final class Holds {
    private static final int REASON_CHARS_MAX = 500;
    private static final int NAME_CHARS_MAX = 100;
    /** Year 9999. */
    private static final long END_OF_TIME_S = 253_402_300_800L;

    private static final String LIST = SqlFile.read(Holds.class, "list.sql");

    private final LedgerReader reader;
    private final LedgerWriter writer;
    private final Clock clock;

    public Holds(LedgerReader reader, LedgerWriter writer, Clock clock) {
        this.reader = reader;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Places a hold that lasts until it is released; it is durable when this returns.
     *
     * @param table {@code usage}, {@code usage_hour}, {@code audit}, or null for every table
     * @return its ID
     * @throws ReportException when a value is not fit to be kept
     */
    public long place(@Nullable String table, long fromS, long toS, String reason, String placedBy) {
        if (toS <= fromS) {
            throw new ReportException("--to is not after --from; swap them", 2);
        }
        requireLine("--reason", reason, REASON_CHARS_MAX);
        requireLine("--by", placedBy, NAME_CHARS_MAX);
        List<@Nullable String> tables = HoldTable.named(table);
        long nowS = clock.instant().getEpochSecond();
        return writer.write(connection -> {
            long id = nextId(connection);
            for (String each : tables) {
                insert(connection, new Hold(id, each, fromS, toS, reason, placedBy, nowS, null));
            }
            // A stretch is filed under the time of its end, which may lie long after the time that is held.
            for (String spans : HoldTable.needsSpans(table) ? HoldTable.SPANS : List.<String>of()) {
                insert(connection, new Hold(id, spans, fromS, END_OF_TIME_S, reason, placedBy, nowS, null));
            }
            return id;
        });
    }

    /**
     * Ends a hold.
     *
     * @throws ReportException when there is none of this ID, or it has ended
     */
    public void release(long id) {
        long nowS = clock.instant().getEpochSecond();
        // What hinders it is thrown outside: the writer takes whatever is thrown inside for a failure of the store.
        Optional<String> hindrance = writer.write(connection -> {
            Optional<Hold> hold =
                    list(connection).stream().filter(each -> each.id() == id).findFirst();
            if (hold.isEmpty()) {
                return Optional.of("there is no hold " + id + "; sublet hold list shows those there are");
            }
            Long releasedAtS = hold.get().releasedAtS();
            if (releasedAtS != null) {
                return Optional.of(
                        "hold " + id + " was released at " + Instant.ofEpochSecond(releasedAtS) + " already");
            }
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE legal_hold SET released_at_s = ? WHERE hold_id = ?")) {
                update.setLong(1, nowS);
                update.setLong(2, id);
                update.executeUpdate();
            }
            return Optional.empty();
        });
        if (hindrance.isPresent()) {
            throw ReportException.state(hindrance.get());
        }
    }

    /** All holds, those that ended too, the oldest first. */
    public List<Hold> list() {
        return reader.read(Holds::list);
    }

    /** Rows of this time that retention had removed before anybody asked to hold them. */
    public long retiredRows(@Nullable String table, long fromS, long toS) {
        List<@Nullable String> tables = HoldTable.named(table);
        return reader.read(connection -> {
            long rows = 0;
            for (String each : tables) {
                rows += retiredRows(connection, each, fromS, toS);
            }
            return rows;
        });
    }

    private static long retiredRows(Connection connection, @Nullable String table, long fromS, long toS)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT coalesce(sum(row_count), 0)::BIGINT FROM retired"
                        + " WHERE from_s < ? AND to_s > ? AND table_name = coalesce(?, table_name)")) {
            select.setLong(1, toS);
            select.setLong(2, fromS);
            select.setString(3, table);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void requireLine(String option, String text, int charsMax) {
        if (text.isBlank() || text.length() > charsMax || text.chars().anyMatch(Character::isISOControl)) {
            throw new ReportException(
                    option + " must be one line of 1 to " + charsMax + " characters; it is on record for ever", 2);
        }
    }

    private static long nextId(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(max(hold_id), 0) + 1 FROM legal_hold")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void insert(Connection connection, Hold hold) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO legal_hold VALUES (?, ?, ?, ?, ?, ?, ?, NULL)")) {
            insert.setLong(1, hold.id());
            insert.setString(2, hold.table());
            insert.setLong(3, hold.fromS());
            insert.setLong(4, hold.toS());
            insert.setString(5, hold.reason());
            insert.setString(6, hold.placedBy());
            insert.setLong(7, hold.placedAtS());
            insert.execute();
        }
    }

    private static List<Hold> list(Connection connection) throws SQLException {
        List<Hold> holds = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LIST)) {
            while (row.next()) {
                long released = row.getLong(8);
                Long releasedAtS = row.wasNull() ? null : released;
                holds.add(new Hold(
                        row.getLong(1),
                        HoldTable.nameOf(row.getString(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        releasedAtS));
            }
        }
        return holds;
    }
}
