package dev.sublet.reporter.bill;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.reporter.ReportException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The bills that the ledger keeps. Thread-safe. */
public final class Bills {
    private static final List<String> TEXTS =
            List.of("class", "category", "service", "resource", "resource_name", "resource_key", "region");
    private static final String COLUMNS =
            "bill_id, name, provider, account, currency, from_s, to_s, focus_rows, billed,"
                    + " effective, list, digest, imported_at_s,"
                    + " (SELECT d.delivery FROM bill_delivery d WHERE d.bill_id = bill.bill_id) AS delivery";

    private static final String COUNTING = " WHERE bill_id NOT IN (SELECT bill_id FROM bill_replaced)";

    private static final int DELIVERY_CHARS_MAX = 200;

    private final LedgerReader reader;
    private final LedgerWriter writer;
    private final Clock clock;

    public Bills(LedgerReader reader, LedgerWriter writer, Clock clock) {
        this.reader = reader;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * What an import did.
     *
     * @param bills of the files, one per provider, account and billing period
     * @param replaced how many bills of the same provider, account and period gave way
     * @param known whether the ledger had these very files, so that nothing changed
     * @param rounded rows with costs of more than 18 decimals
     */
    public record Imported(List<Bill> bills, int replaced, boolean known, long rounded) {}

    /**
     * Reads a FOCUS export, in one or several files, and keeps its bills in the place of earlier ones of the same provider, account and
     * billing period. The same files again change nothing.
     *
     * @param provider for rows that name none, or null
     * @throws ReportException in one line when a file is not there or no FOCUS export
     */
    public Imported take(List<Path> files, @Nullable String provider) {
        return take(files, provider, null);
    }

    /**
     * Likewise for a part of a delivery: parts of the same name of delivery stand side by side, and a part whose files have the same names again takes
     * the place of that one alone.
     *
     * @param delivery what the provider or who imports calls the export whose part this is; null for an export that is whole
     */
    public Imported take(List<Path> files, @Nullable String provider, @Nullable String delivery) {
        if (delivery != null && (delivery.isBlank() || delivery.length() > DELIVERY_CHARS_MAX)) {
            throw new ReportException(
                    "delivery \"" + delivery + "\" is no name; give 1 to " + DELIVERY_CHARS_MAX + " characters", 2);
        }
        // Missing files are said in one line before they are read for their digest.
        FocusFiles.requireThere(files);
        String digest = FocusFiles.digest(files);
        List<Bill> same = list().stream()
                .filter(bill -> bill.digest().equals(digest) && (delivery == null || delivery.equals(bill.delivery())))
                .toList();
        if (!same.isEmpty()) {
            return new Imported(same, 0, true, 0);
        }
        try (FocusFiles focus = FocusFiles.open(files, provider)) {
            return writer.write(connection -> write(connection, focus, digest, delivery));
        }
    }

    /** Those that count. */
    public List<Bill> list() {
        return list(reader);
    }

    static List<Bill> list(LedgerReader reader) {
        return reader.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT " + COLUMNS + " FROM bill" + COUNTING + " ORDER BY from_s, provider, account")) {
                List<Bill> bills = new ArrayList<>();
                while (row.next()) {
                    bills.add(bill(row));
                }
                return List.copyOf(bills);
            }
        });
    }

    /**
     * A bill that no longer counts.
     *
     * @param closes the names of closed periods that rest on it: they stay as they are and are proven with it
     */
    public record Removed(Bill bill, List<String> closes) {}

    /**
     * Forgets a bill: for all that is open the book's prices hold again. A closed period keeps it.
     *
     * @throws ReportException when there is no such bill
     */
    public Removed remove(long id) {
        Bill bill = list().stream()
                .filter(kept -> kept.id() == id)
                .findFirst()
                .orElseThrow(() -> ReportException.notThere("there is no bill " + id + "; see sublet bill list"));
        return writer.write(connection -> {
            List<String> closes = closesOf(connection, id);
            delete(connection, id, clock.instant().getEpochSecond());
            return new Removed(bill, closes);
        });
    }

    private static List<String> closesOf(Connection connection, long id) throws SQLException {
        List<String> closes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT p.name FROM close_bill c JOIN period_close p ON p.close_id ="
                                + " c.close_id WHERE p.state = 'closed' AND c.bill_id = " + id
                                + " ORDER BY p.from_s")) {
            while (row.next()) {
                closes.add(row.getString(1));
            }
        }
        return List.copyOf(closes);
    }

    private Imported write(Connection connection, FocusFiles focus, String digest, @Nullable String delivery)
            throws SQLException {
        long firstId = firstLong(connection, "SELECT coalesce(max(bill_id), 0) + 1 FROM bill");
        Imported made = of(focus, firstId, digest, clock.instant().getEpochSecond());
        int replaced = 0;
        for (Bill bill : made.bills()) {
            replaced += replace(connection, bill, delivery);
            insert(connection, "bill", bill);
            if (delivery != null) {
                deliver(connection, bill.id(), delivery);
            }
            append(connection, null, "bill_row", focus.connection(), bill);
        }
        return new Imported(made.bills(), replaced, false, made.rounded());
    }

    /** The bills that files hold, numbered from {@code firstId} on. */
    static Imported of(FocusFiles focus, long firstId, String digest, long nowS) throws SQLException {
        List<Bill> made = new ArrayList<>();
        long rounded = 0;
        try (Statement statement = focus.connection().createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT 0::BIGINT, provider, account, currency, period_from_s,"
                                + " period_to_s, sum(focus_rows)::BIGINT, sum(billed), sum(effective), sum(list),"
                                + " sum(rounded)::BIGINT FROM focus GROUP BY ALL ORDER BY period_from_s, provider, account, currency")) {
            while (row.next()) {
                made.add(new Bill(
                        firstId + made.size(),
                        focus.names(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getBigDecimal(8),
                        row.getBigDecimal(9),
                        row.getBigDecimal(10),
                        digest,
                        nowS,
                        null));
                rounded += row.getLong(11);
            }
        }
        return new Imported(List.copyOf(made), 0, false, rounded);
    }

    private static void deliver(Connection connection, long id, String delivery) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bill_delivery VALUES (?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, delivery);
            insert.execute();
        }
    }

    /** All of the account and period give way, but for other parts of the same delivery. */
    private static int replace(Connection connection, Bill bill, @Nullable String delivery) throws SQLException {
        List<Long> earlier = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT bill_id FROM bill WHERE provider = ? AND"
                + " account = ? AND from_s = ? AND to_s = ? AND currency = ? AND bill_id NOT IN (SELECT bill_id FROM"
                + " bill_replaced) AND (name = ? OR bill_id NOT IN (SELECT bill_id FROM bill_delivery WHERE delivery"
                + " = ?))")) {
            select.setString(1, bill.provider());
            select.setString(2, bill.account());
            select.setLong(3, bill.fromS());
            select.setLong(4, bill.toS());
            select.setString(5, bill.currency());
            select.setString(6, bill.name());
            select.setString(7, delivery == null ? "" : delivery);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    earlier.add(row.getLong(1));
                }
            }
        }
        for (long id : earlier) {
            delete(connection, id, bill.importedAtS());
        }
        return earlier.size();
    }

    /** One that a close rests on stays for its proof and no longer counts. */
    private static void delete(Connection connection, long id, long nowS) throws SQLException {
        boolean kept = firstLong(connection, "SELECT count(*) FROM close_bill WHERE bill_id = " + id) > 0;
        try (Statement statement = connection.createStatement()) {
            if (kept) {
                statement.execute("INSERT INTO bill_replaced VALUES (" + id + ", " + nowS + ")");
                return;
            }
            statement.execute("DELETE FROM bill_delivery WHERE bill_id = " + id);
            statement.execute("DELETE FROM bill_row WHERE bill_id = " + id);
            statement.execute("DELETE FROM bill WHERE bill_id = " + id);
        }
    }

    static void insert(Connection connection, String table, Bill bill) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, bill.id());
            insert.setString(2, bill.name());
            insert.setString(3, bill.provider());
            insert.setString(4, bill.account());
            insert.setString(5, bill.currency());
            insert.setLong(6, bill.fromS());
            insert.setLong(7, bill.toS());
            insert.setLong(8, bill.rows());
            insert.setBigDecimal(9, bill.billed());
            insert.setBigDecimal(10, bill.effective());
            insert.setBigDecimal(11, bill.list());
            insert.setString(12, bill.digest());
            insert.setLong(13, bill.importedAtS());
            insert.execute();
        }
    }

    /** Row by row from one database to the other, so that memory is bounded. A null catalog is the ledger's. */
    static void append(Connection ledger, @Nullable String catalog, String table, Connection focus, Bill bill)
            throws SQLException {
        String rows =
                "SELECT from_s, to_s, " + String.join(", ", TEXTS) + ", focus_rows, billed, effective, list FROM focus"
                        + " WHERE provider = ? AND account = ? AND currency = ? AND period_from_s = ? AND period_to_s = ?";
        try (PreparedStatement select = focus.prepareStatement(rows);
                DuckDBAppender appender = appender(ledger, catalog, table)) {
            select.setString(1, bill.provider());
            select.setString(2, bill.account());
            select.setString(3, bill.currency());
            select.setLong(4, bill.fromS());
            select.setLong(5, bill.toS());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    appender.beginRow();
                    appender.append(bill.id());
                    appender.append(row.getLong("from_s"));
                    appender.append(row.getLong("to_s"));
                    for (String text : TEXTS) {
                        String value = row.getString(text);
                        if (value == null) {
                            appender.appendNull();
                        } else {
                            appender.append(value);
                        }
                    }
                    appender.append(row.getLong("focus_rows"));
                    appender.append(row.getBigDecimal("billed"));
                    appender.append(row.getBigDecimal("effective"));
                    appender.append(row.getBigDecimal("list"));
                    appender.endRow();
                }
            }
        }
    }

    private static DuckDBAppender appender(Connection connection, @Nullable String catalog, String table)
            throws SQLException {
        DuckDBConnection duckdb = connection.unwrap(DuckDBConnection.class);
        return catalog == null ? duckdb.createAppender("main", table) : duckdb.createAppender(catalog, "main", table);
    }

    private static Bill bill(ResultSet row) throws SQLException {
        return new Bill(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getBigDecimal(9),
                row.getBigDecimal(10),
                row.getBigDecimal(11),
                row.getString(12),
                row.getLong(13),
                row.getString(14));
    }

    static long firstLong(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
