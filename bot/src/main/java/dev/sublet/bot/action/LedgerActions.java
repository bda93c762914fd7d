package dev.sublet.bot.action;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Actions in the ledger, durable when told. Thread-safe. */
public final class LedgerActions implements Actions {
    private static final int LISTED_MAX = 10_000;
    private final LedgerWriter writer;

    public LedgerActions(LedgerWriter writer) {
        this.writer = writer;
    }

    @Override
    public void record(Action action) {
        writer.write(connection -> {
            if (!isKnown(connection, action.id())) {
                insert(connection, action);
            }
            return action;
        });
    }

    private static boolean isKnown(Connection connection, String id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT count(*) FROM lifecycle_action WHERE action_id = ?")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getInt(1) > 0;
            }
        }
    }

    private static void insert(Connection connection, Action action) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO lifecycle_action VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, action.id());
            insert.setString(2, action.requestId());
            insert.setString(
                    3, YearMonth.from(action.at().atOffset(ZoneOffset.UTC)).toString());
            insert.setLong(4, action.at().toEpochMilli());
            insert.setString(5, action.cluster());
            insert.setString(6, action.namespace());
            insert.setString(7, action.name());
            insert.setString(8, action.uid());
            insert.setString(9, action.team());
            insert.setString(10, action.costCenter());
            insert.setString(11, action.verb());
            insert.setString(12, action.requestedBy());
            insert.setString(13, action.approvedBy());
            insert.setString(14, action.via());
            insert.setString(15, action.change());
            insert.setString(16, action.result().word());
            insert.setString(17, action.message());
            insert.execute();
        }
    }

    /**
     * The newest actions first.
     *
     * @param name of a VirtualCluster, or empty for all
     */
    public static List<Action> list(LedgerReader reader, String name, Instant since) {
        return reader.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT * FROM lifecycle_action WHERE at_ms >= ? AND (? = '' OR name = ?)"
                            + " ORDER BY at_ms DESC, action_id DESC LIMIT " + LISTED_MAX)) {
                query.setLong(1, since.toEpochMilli());
                query.setString(2, name);
                query.setString(3, name);
                try (ResultSet rows = query.executeQuery()) {
                    List<Action> actions = new ArrayList<>();
                    while (rows.next()) {
                        actions.add(of(rows));
                    }
                    return actions;
                }
            }
        });
    }

    private static Action of(ResultSet row) throws SQLException {
        return new Action(
                row.getString("request_id"),
                Instant.ofEpochMilli(row.getLong("at_ms")),
                row.getString("cluster"),
                row.getString("namespace"),
                row.getString("name"),
                row.getString("uid"),
                row.getString("team"),
                row.getString("cost_center"),
                row.getString("verb"),
                row.getString("requested_by"),
                row.getString("approved_by"),
                row.getString("via"),
                row.getString("change"),
                Action.Result.valueOf(row.getString("result").toUpperCase(Locale.ROOT)),
                row.getString("message"));
    }
}
